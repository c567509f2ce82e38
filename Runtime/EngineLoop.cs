using StateFlow.Interpreter.Execution;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Execution;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime;

/// <summary>The thread that puts requests in order: takes batches, has them logged and executed, and lets the answers go.</summary>
internal sealed class EngineLoop : IAsyncDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(100);

    private readonly CompiledProgram _program;
    private readonly EngineOptions _options;
    private readonly IStore? _store;
    private readonly RequestQueue _queue;
    private readonly EngineTelemetry _telemetry;
    private readonly BatchExecutor _batches;
    private readonly Repetitions _repetitions;
    private readonly ReleaseQueue _releases;
    private readonly SnapshotTaker _snapshots;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _loggedBatch;
    private long _requests;
    private long _failures;
    private long _taken;
    private volatile bool _isEnding;

    public EngineLoop(CompiledProgram program, EngineOptions options, IStore? store, RequestQueue queue, EngineTelemetry telemetry)
    {
        (_program, _options, _store, _queue, _telemetry) = (program, options, store, queue, telemetry);
        _batches = new BatchExecutor(program, options.Workers, options.MaxDepth, options.ParallelThreshold);
        _repetitions = new Repetitions(new AnswerBook(options.AnswersKept));
        _releases = new ReleaseQueue(Release);
        _snapshots = new SnapshotTaker(program, _batches.Executors, store, _repetitions.Answers, options.SnapshotInterval, WhenDurable);
        _thread = new Thread(Loop, Stacks.WorkerSize) { IsBackground = true, Name = "StateFlow engine" };
    }

    /// <summary>Whether nothing was stored when the engine started.</summary>
    public bool IsFresh { get; private set; } = true;

    /// <summary>Why nothing is executed any more.</summary>
    public EngineException? Fault { get; private set; }

    /// <summary>What has been done so far.</summary>
    public EngineStatistics Statistics => new(
        Volatile.Read(ref _requests),
        Volatile.Read(ref _failures),
        _queue.Count + Volatile.Read(ref _taken) - Volatile.Read(ref _requests),
        _batches.Batches,
        _batches.Conflicts,
        _program.Operators.Sum(op => op.Table.Count),
        [.. EdgeCounts()]);

    /// <summary>Takes over what is stored, and begins to execute.</summary>
    public void Start(CancellationToken cancellation)
    {
        try
        {
            if (_store is not null)
            {
                Recover(_store, cancellation);
                _store.Progress = fault =>
                {
                    if (fault is not null) Fail(fault);
                    else _releases.Release(_store.DurableBatch);
                };
            }

            _thread.Start();
        }
        catch
        {
            _batches.Dispose();
            throw;
        }
    }

    /// <summary>The states of all entities between two batches.</summary>
    public Task<EngineSnapshot> SnapshotAsync()
    {
        ThrowIfEnded();
        var snapshot = _snapshots.Request();
        _queue.Wake();
        return snapshot;
    }

    /// <exception cref="EngineException">Nothing is executed any more.</exception>
    public void ThrowIfEnded()
    {
        if (Fault is { } fault) throw new EngineException(fault.Message, fault);
        if (_isEnding) throw new EngineException("the engine is being disposed");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isEnding)
        {
            _isEnding = true;
            _queue.Wake();
        }

        if (_thread.IsAlive) await _ended.Task.ConfigureAwait(false);
    }

    private void Recover(IStore store, CancellationToken cancellation)
    {
        foreach (var record in store.Snapshot.Entities)
        {
            cancellation.ThrowIfCancellationRequested();
            var op = _program.Operator(record.Entity.Entity);
            var instance = op.Table.FindOrAdd(record.Entity.Key);
            op.Write(instance, [.. record.Fields]);
            instance.Exists = true;
        }

        foreach (var op in _program.Operators) op.Table.RemovePlaceholders();
        foreach (var answer in store.Snapshot.Answers) _repetitions.Answers.Restore(answer);
        _loggedBatch = store.Snapshot.Batch;
        foreach (var logged in store.ReadLog())
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = new Batch([.. logged.Requests.Select(request =>
            {
                var (op, method) = RequestCheck.Check(_program, request);
                return new PendingRequest(request, op, method, receiver: null, ticket: 0);
            })]);
            _batches.Execute(batch);
            _repetitions.Keep(batch, []);
            _loggedBatch = logged.Number;
        }

        IsFresh = _loggedBatch == 0;
        _snapshots.Begin(store.Snapshot.Batch);
    }

    private void Loop()
    {
        try
        {
            while (true)
            {
                var batch = _queue.Take(Math.Min(_options.MaxBatch, _batches.BatchLimit));
                if (batch.Count > 0) Execute(batch);
                else if (_isEnding || Fault is not null) break;
                else _queue.Wait(IdleTime);
                if (Fault is null) _snapshots.Advance(_loggedBatch);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        End();
    }

    private void Execute(Batch batch)
    {
        _taken += batch.Count;
        if (Fault is null)
        {
            try
            {
                LogAndExecute(batch);
                return;
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }

        foreach (var request in batch.Requests) request.Abandon(Fault!);
    }

    private void LogAndExecute(Batch batch)
    {
        (batch, var repeated) = _repetitions.Divide(batch);
        _telemetry.Executing(batch.Count);
        Log(batch);
        if (_store is null && !batch.HasIds && (_options.Print is null || !_program.Access.Prints))
        {
            _batches.Execute(batch, Answered);
            return;
        }

        _batches.Execute(batch);
        _repetitions.Keep(batch, repeated);
        _releases.Add(_loggedBatch, [.. batch.Requests, .. repeated.Select(entry => entry.Request)]);
        _releases.Release(_store?.DurableBatch ?? _loggedBatch);
    }

    private void Log(Batch batch)
    {
        if (_store is null) return;
        ImmutableArray<EntityRequest> logged = [.. batch.Requests
            .Where(request => request.HasEffects || request.Request.Id is not null)
            .Select(request => request.Request)];
        if (logged.IsEmpty) return;
        _store.Append(new LoggedBatch(++_loggedBatch, logged));
    }

    private Task WhenDurable(long batch)
    {
        if (_store is null) return Task.CompletedTask;
        var durable = _releases.WhenReleased(batch);
        _releases.Release(_store.DurableBatch);
        return durable;
    }

    private void Release(ReadOnlySpan<PendingRequest> requests)
    {
        if (_options.Print is { } print)
        {
            foreach (var request in requests) Print(request.Output, print);
        }

        Answered(requests);
    }

    private void Print(IReadOnlyList<string> output, Action<string> print)
    {
        try
        {
            foreach (var text in output) print(text);
        }
        catch (Exception exception)
        {
            Fail(new EngineException($"What the engine's options name as `{nameof(EngineOptions.Print)}` has thrown: {exception.Message}", exception));
        }
    }

    private void Answered(ReadOnlySpan<PendingRequest> requests)
    {
        var failures = 0;
        IAnswerReceiver? receiver = null;
        foreach (var request in requests)
        {
            if (request.Answer is FailureAnswer) failures++;
            if (receiver is not null && receiver != request.Receiver) receiver.Paused();
            receiver = request.Receiver;
            request.Complete();
        }

        receiver?.Paused();

        Interlocked.Add(ref _requests, requests.Length);
        if (failures > 0) Interlocked.Add(ref _failures, failures);
    }

    private void Fail(Exception exception)
    {
        var fault = exception as EngineException
            ?? new EngineException($"the engine has failed; this is a defect of StateFlow, not of the program: {exception.Message}", exception);
        Fault ??= fault;
        _releases.Abandon(fault);
        _queue.Wake();
    }

    private void End()
    {
        Attempt(() =>
        {
            if (Fault is null) _snapshots.Finish(_loggedBatch);
        });
        Attempt(() => _store?.DisposeAsync().AsTask().GetAwaiter().GetResult());
        _releases.Release(_store?.DurableBatch ?? long.MaxValue);
        var reason = Fault ?? new EngineException("the engine is being disposed");
        _releases.Abandon(reason);
        foreach (var request in _queue.Close(reason)) request.Abandon(reason);
        _snapshots.Abandon(reason);
        _batches.Dispose();
        _ended.SetResult();
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private IEnumerable<EdgeCount> EdgeCounts()
    {
        var operators = _program.Program.Operators;
        for (var source = 0; source <= operators.Count; source++)
        {
            for (var target = 0; target < operators.Count; target++)
            {
                // The script has a row and a column of its own, which stay empty.
                var (row, columns) = (source == operators.Count ? _program.Operators.Length : source, _program.Operators.Length);
                var events = _batches.Executors.Sum(executor => Volatile.Read(ref executor.Edges[row * columns + target]));
                if (events > 0) yield return new EdgeCount(source == operators.Count ? "ingress" : operators[source].Name, operators[target].Name, events);
            }
        }
    }
}
