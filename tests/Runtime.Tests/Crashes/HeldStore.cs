using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>A store in memory that does what a test wants: it makes nothing durable before it is told to, or fails.</summary>
internal sealed class HeldStore : IStore
{
    private readonly List<LoggedBatch> _appended = [];
    private readonly SemaphoreSlim _appends = new(0);

    public IReadOnlyList<LoggedBatch> Appended => _appended;

    /// <summary>What a recovering engine finds in the log.</summary>
    public IEnumerable<LoggedBatch> Logged { get; init; } = [];

    /// <summary>Called by the engine's thread for each batch.</summary>
    public Action<LoggedBatch>? OnAppend { get; init; }

    /// <summary>What saving a snapshot fails with.</summary>
    public Exception? SaveFault { get; init; }

    public bool IsDisposed { get; private set; }

    public StoredSnapshot Snapshot { get; } = new(0, [], []);

    public long DurableBatch { get; private set; }

    public Action<EngineException?>? Progress { get; set; }

    public IEnumerable<LoggedBatch> ReadLog() => Logged;

    public void Append(LoggedBatch batch)
    {
        OnAppend?.Invoke(batch);
        _appended.Add(batch);
        _appends.Release();
    }

    public Task SaveAsync(SnapshotChanges changes, CancellationToken cancellation) => SaveFault is null ? Task.CompletedTask : Task.FromException(SaveFault);

    /// <summary>Waits until a further batch has been handed over.</summary>
    public Task WaitForAppend() => _appends.WaitAsync();

    /// <summary>All that was handed over becomes durable.</summary>
    public void Flush()
    {
        DurableBatch = _appended[^1].Number;
        Progress!(null);
    }

    /// <summary>Nothing more becomes durable.</summary>
    public void Break(EngineException fault) => Progress!(fault);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
