using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Execution;

/// <summary>Takes snapshots while the engine goes on: a state that is written before the snapshot has read it is preserved first.</summary>
/// <remarks>Except for <see cref="Request"/>, all is called by the engine's thread between two batches.</remarks>
internal sealed class SnapshotTaker(
    CompiledProgram program, IReadOnlyList<UnitExecutor> executors, IStore? store, AnswerBook answers, TimeSpan interval)
{
    private readonly Queue<TaskCompletionSource<EngineSnapshot>> _requested = new();
    private long _number;
    private long _storedBatch = -1;
    private long _lastStored = Environment.TickCount64;
    private Task _current = Task.CompletedTask;

    /// <summary>The states of all entities between two batches.</summary>
    public Task<EngineSnapshot> Request()
    {
        var requested = new TaskCompletionSource<EngineSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_requested) _requested.Enqueue(requested);
        return requested.Task;
    }

    /// <summary>Begins a snapshot if one is asked for or due, and the one before is complete.</summary>
    /// <param name="batch">The last batch that has been executed.</param>
    public void Advance(long batch)
    {
        if (!_current.IsCompleted) return;
        _current.GetAwaiter().GetResult();
        foreach (var executor in executors) executor.IsSnapshotOpen = false;
        TaskCompletionSource<EngineSnapshot>? requested;
        lock (_requested) _requested.TryDequeue(out requested);
        if (requested is not null) Answer(requested, batch);
        else if (store is not null && batch > _storedBatch && Environment.TickCount64 - _lastStored >= interval.TotalMilliseconds) Store(store, batch);
    }

    /// <summary>Waits for the snapshot under way, and stores what has changed since.</summary>
    public void Finish(long batch)
    {
        _current.GetAwaiter().GetResult();
        if (store is null || batch <= _storedBatch) return;
        Store(store, batch);
        _current.GetAwaiter().GetResult();
    }

    /// <summary>Tells who waits for a snapshot that there will be none.</summary>
    public void Abandon(EngineException reason)
    {
        lock (_requested)
        {
            while (_requested.TryDequeue(out var requested)) requested.SetException(reason);
        }
    }

    /// <summary>What was recovered is stored already.</summary>
    public void Begin(long storedBatch) => _storedBatch = storedBatch;

    private void Answer(TaskCompletionSource<EngineSnapshot> requested, long batch)
    {
        var number = Open();
        List<EntityInstance> all = [.. program.Program.Operators.SelectMany(op => program.Operator(op.Name).Table.All)];
        _current = Task.Run(() => requested.SetResult(new EngineSnapshot(batch, [.. Records(all, number)])));
    }

    private void Store(IStore target, long batch)
    {
        var number = Open();
        List<EntityInstance> dirty = [.. executors.SelectMany(executor => executor.TakeDirty())];
        var (added, forgotten) = answers.TakeChanges();
        _current = Task.Run(async () =>
        {
            await target.SaveAsync(new SnapshotChanges(batch, Records(dirty, number), added, forgotten), CancellationToken.None).ConfigureAwait(false);
            (_storedBatch, _lastStored) = (batch, Environment.TickCount64);
        });
    }

    private long Open()
    {
        _number++;
        foreach (var executor in executors) (executor.SnapshotNumber, executor.IsSnapshotOpen) = (_number, true);
        return _number;
    }

    private static IEnumerable<EntityRecord> Records(IEnumerable<EntityInstance> instances, long number)
    {
        foreach (var instance in instances)
        {
            if (instance.ReadFor(number) is { } fields) yield return new EntityRecord(instance.Reference, [.. fields]);
        }
    }
}
