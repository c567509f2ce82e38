using System.Text.Json.Nodes;
using StateFlow.Jupyter.Outputs;

namespace StateFlow.Jupyter.Requests;

/// <summary>Answers to requests for what this kernel does not have, as the protocol wants them.</summary>
internal static class Refusals
{
    /// <summary>There are no comms: channels between widgets and objects of the kernel.</summary>
    public static JsonObject Comms()
    {
        var reply = Replies.Ok();
        reply["comms"] = new JsonObject();
        return reply;
    }

    /// <summary>A comm that a host opens is closed at once.</summary>
    public static void CloseComm(Request request, Publisher publisher) => publisher.Publish(request.Header, "comm_close", new JsonObject
    {
        ["comm_id"] = request.Text("comm_id"),
        ["data"] = new JsonObject(),
    });
}
