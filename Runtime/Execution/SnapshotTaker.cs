using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Execution;

/// <summary>Takes snapshots while the engine goes on: a state that is written before the snapshot has read it is preserved first.</summary>
/// <param name="whenDurable">Completed when a batch is durable.</param>
/// <remarks>Except for <see cref="Request"/>, all is called by the engine's thread between two batches.</remarks>
internal sealed class SnapshotTaker(
    CompiledProgram program, IReadOnlyList<UnitExecutor> executors, IStore? store, AnswerBook answers, TimeSpan interval, Func<long, Task> whenDurable)
{
    private readonly Queue<TaskCompletionSource<EngineSnapshot>> _requested = new();
    private int _number;
    private long _storedBatch = -1;
    private long _lastStored = Environment.TickCount64;
    private Task _current = Task.CompletedTask;
    private EngineException? _ended;

    /// <summary>The states of all entities between two batches.</summary>
    public Task<EngineSnapshot> Request()
    {
        var requested = new TaskCompletionSource<EngineSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_requested)
        {
            if (_ended is null) _requested.Enqueue(requested);
            else requested.SetException(_ended);
        }

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
            _ended = reason;
            while (_requested.TryDequeue(out var requested)) requested.SetException(reason);
        }
    }

    /// <summary>What was recovered is stored already.</summary>
    public void Begin(long storedBatch) => _storedBatch = storedBatch;

    private void Answer(TaskCompletionSource<EngineSnapshot> requested, long batch)
    {
        var number = Open();
        List<EntityInstance> all = [.. program.Operators.SelectMany(op => op.Table.All)];
        var durable = whenDurable(batch);
        _current = Task.Run(async () =>
        {
            try
            {
                var snapshot = new EngineSnapshot(batch, [.. Records(all, number)]);
                await durable.ConfigureAwait(false);
                requested.SetResult(snapshot);
            }
            catch (Exception exception)
            {
                requested.SetException(exception);
            }
        });
    }

    private void Store(IStore target, long batch)
    {
        var number = Open();
        List<EntityInstance> dirty = [.. executors.SelectMany(executor => executor.TakeDirty())];
        var (added, forgotten) = answers.TakeChanges();
        _current = Task.Run(async () =>
        {
            try
            {
                await target.SaveAsync(new SnapshotChanges(batch, Records(dirty, number), added, forgotten), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                throw new EngineException($"A snapshot cannot be stored, so the log would grow without end. {exception.Message}", exception);
            }

            (_storedBatch, _lastStored) = (batch, Environment.TickCount64);
        });
    }

    private int Open()
    {
        _number++;
        foreach (var executor in executors) (executor.SnapshotNumber, executor.IsSnapshotOpen) = (_number, true);
        return _number;
    }

    private static IEnumerable<EntityRecord> Records(IEnumerable<EntityInstance> instances, int number)
    {
        foreach (var instance in instances)
        {
            if (instance.ReadFor(number) is { } fields) yield return new EntityRecord(instance.Reference, [.. fields]);
        }
    }
}
