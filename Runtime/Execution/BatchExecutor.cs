using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>Executes batches of requests. The outcome is always that of executing them one after another in their order.</summary>
/// <remarks>
/// A batch that is large enough is executed by all workers at once against the states before it. Units without conflict with an
/// earlier one are committed; the others are executed again, one by one. This is the protocol of Aria (VLDB 2020), with the
/// fallback in the same batch of Styx (SIGMOD 2025), and without Aria's reordering, so that the order of the log is kept.
/// </remarks>
internal sealed class BatchExecutor : IDisposable
{
    private readonly CompiledProgram _program;
    private readonly UnitExecutor[] _executors;
    private readonly Lookups[] _lookups;
    private readonly List<Conflict>[] _conflicts;
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private readonly int _parallelThreshold;
    private ParallelBatch? _work;
    private long _number;
    private int _serialBatchesLeft;
    private bool _looksUpTogether;
    private volatile bool _isDisposed;
    private volatile Exception? _error;

    /// <summary>Starts the workers; the thread that executes batches is one of them.</summary>
    /// <param name="parallelThreshold">How many requests a batch must have to be executed by several workers.</param>
    public BatchExecutor(CompiledProgram program, int workers, int maxDepth, int parallelThreshold)
    {
        _program = program;
        _parallelThreshold = parallelThreshold;
        _executors = [.. Enumerable.Range(0, workers).Select(_ => new UnitExecutor(program, maxDepth))];
        _lookups = [.. _executors.Select(_ => new Lookups())];
        _conflicts = [.. _executors.Select(_ => new List<Conflict>())];
        _barrier = new Barrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(StartWorker)];
    }

    /// <summary>After a batch with many conflicts, how many are executed one by one before the next attempt.</summary>
    public int SerialBatches { get; init; } = 15;

    /// <summary>The workers' executors, the calling thread's first.</summary>
    public IReadOnlyList<UnitExecutor> Executors => _executors;

    /// <summary>How many batches have been executed.</summary>
    public long Batches => _number;

    /// <summary>How many units had to be executed again.</summary>
    public long Conflicts { get; private set; }

    /// <summary>How many batches were undone and executed one by one.</summary>
    public long StartedOver { get; private set; }

    /// <summary>Executes a batch: afterwards each request has its answer.</summary>
    /// <param name="complete">Is given requests that have their answers, by several threads at once; null to give them to nobody.</param>
    public void Execute(Batch batch, RequestWork? complete = null)
    {
        _number++;
        _looksUpTogether = _program.Operators.Any(op => op.Table.IsLarge);
        if (IsParallel(batch.Count)) ExecuteParallel(batch, complete);
        else ExecuteOneByOne(batch, complete);
        foreach (var op in _program.Operators) op.Table.RemovePlaceholders();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_threads.Length > 0) _barrier.SignalAndWait();
        foreach (var thread in _threads) thread.Join();
        _barrier.Dispose();
    }

    private bool IsParallel(int count)
    {
        if (_executors.Length == 1 || count < _parallelThreshold) return false;
        if (_serialBatchesLeft == 0) return true;
        _serialBatchesLeft--;
        return false;
    }

    private void ExecuteOneByOne(Batch batch, RequestWork? complete)
    {
        for (var share = 0; share < batch.Shares.Count; share++)
        {
            for (var first = 0; batch.Chunk(share, first) is { IsEmpty: false } chunk; first += Batch.ChunkLength)
            {
                var lookups = LookUp(chunk, worker: 0);
                foreach (var request in chunk)
                {
                    if (lookups is not null) request.TakeLookups(lookups, _executors[0]);
                    request.Execute(_executors[0]);
                }

                complete?.Invoke(chunk);
            }
        }
    }

    private void ExecuteParallel(Batch batch, RequestWork? complete)
    {
        _work = new ParallelBatch(batch, complete);
        _barrier.SignalAndWait();
        Work(_work, 0);
        foreach (var executor in _executors) executor.EndBatch();
        if (_error is { } error) throw new EngineException("the engine has failed; this is a defect of StateFlow, not of the program", error);
    }

    /// <summary>What each worker does for a batch.</summary>
    private void Work(ParallelBatch work, int worker)
    {
        Pass(work.Execution, worker, Execute);
        _barrier.SignalAndWait();
        _conflicts[worker].Clear();
        Pass(work.Commit, worker, Commit);
        _barrier.SignalAndWait();
        if (_conflicts.Any(conflicts => conflicts.Count > 0))
        {
            if (worker == 0) Attempt(() => Repeat(work.Batch));
            _barrier.SignalAndWait();
        }

        if (work.Complete is { } complete) Pass(work.Completion, worker, (requests, _, _) => complete(requests));
        _barrier.SignalAndWait();
    }

    private void Pass(BatchPass pass, int worker, ChunkWork work) => Attempt(() =>
    {
        while (pass.Claim(worker, out var first) is { IsEmpty: false } requests) work(requests, first, worker);
    });

    /// <summary>Does its part of a batch, so that the others need not wait for it if it fails.</summary>
    private void Attempt(Action work)
    {
        try
        {
            if (_error is null) work();
        }
        catch (Exception exception)
        {
            _error = exception;
        }
    }

    private Lookups? LookUp(ReadOnlySpan<PendingRequest> requests, int worker)
    {
        if (!_looksUpTogether) return null;
        _lookups[worker].Make(requests);
        return _lookups[worker];
    }

    private void Execute(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        var lookups = LookUp(requests, worker);
        for (var i = 0; i < requests.Length; i++)
        {
            if (lookups is not null) requests[i].TakeLookups(lookups, _executors[worker]);
            requests[i].Execute(_executors[worker], Ticket.Of(_number, first + i));
        }
    }

    private void Commit(ReadOnlySpan<PendingRequest> requests, int first, int worker)
    {
        for (var i = 0; i < requests.Length; i++)
        {
            var accesses = requests[i].Accesses;
            if (HasConflict(accesses, Ticket.Of(_number, first + i))) _conflicts[worker].Add(new Conflict(first + i, requests[i]));
            else _executors[worker].Exchange(accesses);
        }
    }

    private static bool HasConflict(UnitAccesses accesses, long ticket)
    {
        foreach (ref readonly var access in accesses.Executor.Accesses(accesses))
        {
            if (Ticket.IsEarlier(access.Home.WriteReservation, ticket)) return true;
            if (access.Work is not null && Ticket.IsEarlier(access.Home.ReadReservation, ticket)) return true;
        }

        return false;
    }

    /// <summary>Executes the units that had conflicts again, in order.</summary>
    private void Repeat(Batch batch)
    {
        Conflict[] conflicts = [.. _conflicts.SelectMany(found => found).OrderBy(conflict => conflict.Index)];
        var executor = _executors[0];
        foreach (var (index, request) in conflicts)
        {
            request.ExecuteAgain(executor, Ticket.Of(_number, index));
            if (!executor.IsOutOfOrder) continue;
            StartOver(batch, conflicts);
            Conflicts += batch.Count;
            _serialBatchesLeft = SerialBatches;
            return;
        }

        Conflicts += conflicts.Length;
        if (conflicts.Length * 2 > batch.Count) _serialBatchesLeft = SerialBatches;
    }

    /// <summary>Undoes the batch and executes it one by one: a repeated unit has gone another way than the first time.</summary>
    private void StartOver(Batch batch, Conflict[] conflicts)
    {
        StartedOver++;
        _executors[0].UndoRepeated();
        var uncommitted = conflicts.Select(conflict => conflict.Request).ToHashSet();
        foreach (var request in batch.Requests)
        {
            if (!uncommitted.Contains(request)) _executors[0].Exchange(request.Accesses);
        }

        ExecuteOneByOne(batch, complete: null);
    }

    private Thread StartWorker(int worker)
    {
        var thread = new Thread(() => Loop(worker), Stacks.WorkerSize) { IsBackground = true, Name = $"StateFlow worker {worker}" };
        thread.Start();
        return thread;
    }

    private void Loop(int worker)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isDisposed) return;
            Work(_work!, worker);
        }
    }

    /// <param name="first">The first request's place in the batch.</param>
    private delegate void ChunkWork(ReadOnlySpan<PendingRequest> requests, int first, int worker);

    private readonly record struct Conflict(int Index, PendingRequest Request);

    /// <summary>A batch that all workers execute, in passes.</summary>
    private sealed record ParallelBatch(Batch Batch, RequestWork? Complete)
    {
        public BatchPass Execution { get; } = new(Batch);

        public BatchPass Commit { get; } = new(Batch);

        public BatchPass Completion { get; } = new(Batch);
    }
}

/// <summary>Does something with some requests.</summary>
internal delegate void RequestWork(ReadOnlySpan<PendingRequest> requests);
