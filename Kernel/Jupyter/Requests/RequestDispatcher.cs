using System.Text.Json.Nodes;
using StateFlow.Jupyter.Outputs;

namespace StateFlow.Jupyter.Requests;

/// <summary>Has requests answered by their handlers, and tells the hosts when the kernel is busy.</summary>
/// <param name="handlers">By type of request; a handler that gives null wants no reply to be sent.</param>
internal sealed class RequestDispatcher(ImmutableDictionary<string, Func<Request, JsonObject?>> handlers, Publisher publisher, KernelLog log)
{
    private const string RequestSuffix = "_request";

    private const string Execute = "execute_request";

    /// <param name="isAborted">Whether a cell is not to be run.</param>
    /// <returns>Whether cells that wait behind this one are not to be run either.</returns>
    public bool Handle(Request request, bool isAborted)
    {
        publisher.PublishStatus(request.Header, "busy");
        try
        {
            var reply = isAborted && request.Type == Execute ? Replies.Aborted() : Answer(request);
            if (reply is null) return false;
            var stops = request.Type == Execute && Replies.IsError(reply) && ExecuteHandler.StopsOnError(request);
            publisher.Reply(request, $"{request.Type[..^RequestSuffix.Length]}_reply", reply);
            return stops;
        }
        finally
        {
            publisher.PublishStatus(request.Header, "idle");
        }
    }

    private JsonObject? Answer(Request request)
    {
        if (!handlers.TryGetValue(request.Type, out var handler))
        {
            log.Write($"ignored a message of type '{request.Type}', which is not known");
            return null;
        }

        try
        {
            return handler(request);
        }
        catch (RefusedRequestException exception)
        {
            log.Write($"refused a message of type '{request.Type}': {exception.Message}");
            return request.Type.EndsWith(RequestSuffix, StringComparison.Ordinal) ? Replies.Error("RefusedRequest", exception.Message, []) : null;
        }
        catch (Exception exception)
        {
            log.Write($"internal error at a message of type '{request.Type}': please report it, it is a fault of stateflow: {exception}");
            return request.Type.EndsWith(RequestSuffix, StringComparison.Ordinal)
                ? Replies.Error("InternalError", $"please report it, it is a fault of stateflow ({exception.GetType().Name}: {exception.Message})", [])
                : null;
        }
    }
}
