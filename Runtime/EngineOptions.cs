namespace StateFlow.Runtime;

/// <summary>How an engine runs.</summary>
public sealed record EngineOptions
{
    /// <summary>The defaults: in memory, one worker a core.</summary>
    public static EngineOptions Default { get; } = new();

    /// <summary>How many threads execute; each owns a share of the keys.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How many requests are executed as one batch at most.</summary>
    public int MaxBatch { get; init; } = 4096;

    /// <summary>How many requests a batch must have to be executed by several workers; a smaller one is executed by one of them.</summary>
    public int ParallelThreshold { get; init; } = 64;

    /// <summary>How many requests may wait at once; a client that asks for more waits until there is room.</summary>
    public int MaxPending { get; init; } = 65_536;

    /// <summary>How many frames, of remote calls and calls in place alike, may be active at once.</summary>
    public int MaxDepth { get; init; } = 10_000;

    /// <summary>Where log and snapshots are kept; null for an engine whose states end with the process.</summary>
    public string? Directory { get; init; }

    /// <summary>How long after a snapshot the next one is taken, if states have changed.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of how many requests with an id, the latest ones, the answers are kept; an older one that is repeated is executed again.</summary>
    public int AnswersKept { get; init; } = 1_000_000;

    /// <summary>Whether requests are run directly where that is possible: it cannot be seen, but for the time it takes.</summary>
    internal bool CallsDirectly { get; init; } = true;

    /// <summary>Is given what members print, once it is durable and before the answer; if it throws, the engine stops. Null drops it.</summary>
    public Action<string>? Print { get; init; }
}
