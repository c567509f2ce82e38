namespace StateFlow.Runtime.Execution;

/// <summary>Requests that have been executed, and whose answers wait until the log is safe on disk.</summary>
/// <param name="answer">Hands answers to their clients.</param>
internal sealed class ReleaseQueue(RequestWork answer)
{
    private readonly Queue<(long Batch, PendingRequest[] Requests)> _waiting = new();
    private readonly Lock _releasing = new();

    /// <summary>Adds requests.</summary>
    /// <param name="batch">The last logged batch that they may have seen effects of.</param>
    public void Add(long batch, PendingRequest[] requests)
    {
        lock (_waiting) _waiting.Enqueue((batch, requests));
    }

    /// <summary>Lets the answers go of which all that they depend on is durable, in order.</summary>
    public void Release(long durableBatch)
    {
        lock (_releasing)
        {
            while (Next(durableBatch) is { } released) answer(released);
        }
    }

    /// <summary>Tells all clients that there will be no answer.</summary>
    public void Abandon(EngineException reason)
    {
        while (Next(long.MaxValue) is { } released)
        {
            foreach (var request in released) request.Abandon(reason);
        }
    }

    private PendingRequest[]? Next(long durableBatch)
    {
        lock (_waiting)
        {
            if (!_waiting.TryPeek(out var first) || first.Batch > durableBatch) return null;
            return _waiting.Dequeue().Requests;
        }
    }
}
