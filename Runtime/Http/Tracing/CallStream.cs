using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using StateFlow.Http.Json;
using StateFlow.Http.Requests;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Http.Tracing;

/// <summary>A call as a stream of events: the calls between entities while they are made, then the answer.</summary>
internal sealed class CallStream : IHopObserver
{
    private const int MaxEvents = 10_000;

    /// <summary>Holds all there may be: a worker that executes the call never waits for the client.</summary>
    private readonly Channel<SseItem<string>> _events = Channel.CreateUnbounded<SseItem<string>>(new UnboundedChannelOptions { SingleReader = true });

    private int _count;
    private int _depth;

    private CallStream()
    {
    }

    /// <summary>Whether the client wants one.</summary>
    public static bool IsAsked(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Makes a call.</summary>
    /// <param name="call">Makes it, and tells of it.</param>
    /// <param name="problemOf">The problem that an exception is; null if it is a fault.</param>
    public static async IAsyncEnumerable<SseItem<string>> Run(
        Func<IHopObserver, Task<JsonNode?>> call, Func<Exception, ProblemException?> problemOf, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var stream = new CallStream();
        var running = stream.RunAsync(call, problemOf);
        await foreach (var item in stream._events.Reader.ReadAllAsync(cancellation).ConfigureAwait(false)) yield return item;
        await running.ConfigureAwait(false);
    }

    public void Executing(int attempt)
    {
        _depth = 0;
        Write("executing", new JsonObject { ["attempt"] = attempt });
    }

    public void Called(EntityReference source, EntityReference target, string method) =>
        Write("call", new JsonObject { ["depth"] = ++_depth, ["source"] = source.ToString(), ["target"] = target.ToString(), ["method"] = method });

    public void Returned(bool isFailure) => Write("return", new JsonObject { ["depth"] = _depth--, ["failed"] = isFailure });

    private async Task RunAsync(Func<IHopObserver, Task<JsonNode?>> call, Func<Exception, ProblemException?> problemOf)
    {
        try
        {
            var answer = await call(this).ConfigureAwait(false);
            Add("answer", ValueWriter.Text(answer));
        }
        catch (Exception exception) when (problemOf(exception) is { } problem)
        {
            Add("problem", ValueWriter.Text(problem.ToJson()));
        }
        finally
        {
            _events.Writer.Complete();
        }
    }

    private void Write(string type, JsonObject data)
    {
        if (++_count < MaxEvents) Add(type, ValueWriter.Text(data));
        else if (_count == MaxEvents) Add("truncated", $"{{\"events\":{MaxEvents}}}");
    }

    private void Add(string type, string data) => _events.Writer.TryWrite(new SseItem<string>(data, type));
}
