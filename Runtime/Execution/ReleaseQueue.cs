namespace StateFlow.Runtime.Execution;

/// <summary>Requests that have been executed, and whose answers wait until the log is safe on disk.</summary>
/// <param name="answer">Hands answers to their clients.</param>
internal sealed class ReleaseQueue(RequestWork answer)
{
    private readonly Queue<Entry> _waiting = new();
    private readonly Lock _releasing = new();

    /// <summary>Adds requests.</summary>
    /// <param name="batch">The last logged batch that they may have seen effects of.</param>
    public void Add(long batch, PendingRequest[] requests) => Add(new Entry(batch, requests, null));

    /// <summary>Completed when what depends on a batch may leave; failed if it never may.</summary>
    public Task WhenReleased(long batch)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new Entry(batch, [], released));
        return released.Task;
    }

    /// <summary>Lets the answers go of which all that they depend on is durable, in order.</summary>
    public void Release(long durableBatch)
    {
        lock (_releasing)
        {
            while (Next(durableBatch) is { } entry)
            {
                answer(entry.Requests);
                entry.Released?.SetResult();
            }
        }
    }

    /// <summary>Tells all clients that there will be no answer.</summary>
    public void Abandon(EngineException reason)
    {
        while (Next(long.MaxValue) is { } entry)
        {
            foreach (var request in entry.Requests) request.Abandon(reason);
            entry.Released?.SetException(reason);
        }
    }

    private void Add(Entry entry)
    {
        lock (_waiting) _waiting.Enqueue(entry);
    }

    private Entry? Next(long durableBatch)
    {
        lock (_waiting)
        {
            if (!_waiting.TryPeek(out var first) || first.Batch > durableBatch) return null;
            return _waiting.Dequeue();
        }
    }

    private sealed record Entry(long Batch, PendingRequest[] Requests, TaskCompletionSource? Released);
}
