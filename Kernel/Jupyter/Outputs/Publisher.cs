using System.Text;
using System.Text.Json.Nodes;
using StateFlow.Jupyter.Requests;
using StateFlow.Jupyter.Sockets;
using StateFlow.Jupyter.Wire;

namespace StateFlow.Jupyter.Outputs;

/// <summary>Sends replies to those who asked, and publications to all. Any thread may call it.</summary>
internal sealed class Publisher(MessageCodec codec, KernelSockets sockets)
{
    public void Reply(Request request, string type, JsonObject content) =>
        sockets.Send(request.Channel, codec.Encode(request.Message.Identities, request.Header, type, content));

    /// <param name="parent">The header of the request that this comes of; null if there is none.</param>
    public void Publish(MessageHeader? parent, string type, JsonObject content) => Publish(Topic(type), parent, type, content);

    /// <summary>Tells what the kernel is doing.</summary>
    public void PublishStatus(MessageHeader? parent, string state) => Publish(parent, "status", new JsonObject { ["execution_state"] = state });

    /// <summary>Tells a host that it gets from now on what it has subscribed to.</summary>
    public void Welcome(string subscription) => Publish(subscription, null, "iopub_welcome", new JsonObject { ["subscription"] = subscription });

    private void Publish(string topic, MessageHeader? parent, string type, JsonObject content) =>
        sockets.Send(Channel.Publications, codec.Encode([Encoding.UTF8.GetBytes(topic)], parent, type, content));

    private string Topic(string type) => $"kernel.{codec.Session}.{type}";
}
