using System.Diagnostics;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Telemetry;

/// <summary>Remembers the calls of a request, from which spans are made when it is answered: a worker does no more than note the time.</summary>
internal sealed class HopRecord : IHopObserver
{
    private readonly List<Hop> _hops = [];
    private readonly Stack<int> _open = [];
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly long _startTimestamp = Stopwatch.GetTimestamp();
    private int _attempt;

    public void Executing(int attempt)
    {
        _attempt = attempt;
        _open.Clear();
    }

    public void Called(EntityReference source, EntityReference target, string method)
    {
        var parent = _open.TryPeek(out var open) ? open : -1;
        _open.Push(_hops.Count);
        _hops.Add(new Hop(parent, _attempt, source, target, method, Stopwatch.GetTimestamp()));
    }

    public void Returned(bool isFailure)
    {
        if (!_open.TryPop(out var index)) return;
        _hops[index] = _hops[index] with { End = Stopwatch.GetTimestamp(), IsFailure = isFailure };
    }

    /// <summary>Makes the spans, below that of the request.</summary>
    public void Write(ActivitySource source, ActivityContext request)
    {
        var contexts = new ActivityContext[_hops.Count];
        for (var i = 0; i < _hops.Count; i++)
        {
            var hop = _hops[i];
            var parent = hop.Parent < 0 ? request : contexts[hop.Parent];
            using var span = source.StartActivity(hop.Method, ActivityKind.Internal, parent, startTime: Time(hop.Start));
            contexts[i] = span?.Context ?? parent;
            if (span is null) continue;
            SpanTags.Set(span, hop.Target, hop.Method);
            span.SetTag("stateflow.source.entity", hop.Source.Entity).SetTag("stateflow.attempt", hop.Attempt);
            if (hop.IsFailure) span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", SpanTags.Failure);
            span.SetEndTime(Time(hop.End ?? Stopwatch.GetTimestamp()).UtcDateTime);
        }
    }

    private DateTimeOffset Time(long timestamp) => _start + Stopwatch.GetElapsedTime(_startTimestamp, timestamp);

    /// <param name="Parent">The index of the call that made it; -1 for the request.</param>
    private readonly record struct Hop(int Parent, int Attempt, EntityReference Source, EntityReference Target, string Method, long Start)
    {
        public long? End { get; init; }

        public bool IsFailure { get; init; }
    }
}
