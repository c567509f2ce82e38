namespace StateFlow.OrleansWorkloads.Grains;

/// <summary>A grain that stores its state after each change, if states are stored at all.</summary>
/// <remarks>A reentrant grain may change again while a write is under way: those changes share the next one.</remarks>
internal abstract class StoredGrain<TState>(IPersistentState<TState> stored, GrainDurability durability) : Grain
{
    private Task _write = Task.CompletedTask;
    private long _changes;
    private long _writtenChanges;

    protected TState State => stored.State;

    /// <summary>Completes when the state, as it is now, is stored.</summary>
    protected Task SaveAsync() => durability.IsOn ? SaveAsync(++_changes) : Task.CompletedTask;

    private async Task SaveAsync(long change)
    {
        while (_writtenChanges < change)
        {
            if (_write.IsCompleted) _write = WriteAsync();
            await _write;
        }
    }

    private async Task WriteAsync()
    {
        var changes = _changes;
        await stored.WriteStateAsync();
        _writtenChanges = changes;
    }
}
