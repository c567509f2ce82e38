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
    private const int ChunkLength = 16;

    /// <summary>After a batch with many conflicts, so many are executed one by one before the next attempt.</summary>
    private const int SerialBatches = 15;

    private readonly CompiledProgram _program;
    private readonly UnitExecutor[] _executors;
    private readonly Share[] _shares;
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private readonly int _parallelThreshold;
    private IReadOnlyList<PendingRequest> _batch = [];
    private long _number;
    private int _serialBatchesLeft;
    private volatile bool _isDisposed;
    private volatile Exception? _error;

    /// <summary>Starts the workers; the thread that executes batches is one of them.</summary>
    /// <param name="parallelThreshold">How many requests a batch must have to be executed by several workers.</param>
    public BatchExecutor(CompiledProgram program, int workers, int maxDepth, int parallelThreshold)
    {
        _program = program;
        _parallelThreshold = parallelThreshold;
        _executors = [.. Enumerable.Range(0, workers).Select(_ => new UnitExecutor(program, maxDepth))];
        _shares = [.. Enumerable.Range(0, workers).Select(_ => new Share())];
        _barrier = new Barrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(StartWorker)];
    }

    /// <summary>The workers' executors, the calling thread's first.</summary>
    public IReadOnlyList<UnitExecutor> Executors => _executors;

    /// <summary>How many batches have been executed.</summary>
    public long Batches => _number;

    /// <summary>How many units had to be executed again.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Executes a batch: afterwards each request has its answer.</summary>
    public void Execute(IReadOnlyList<PendingRequest> batch)
    {
        _number++;
        if (IsParallel(batch.Count)) ExecuteParallel(batch);
        else ExecuteOneByOne(batch);
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

    private void ExecuteOneByOne(IReadOnlyList<PendingRequest> batch)
    {
        for (var i = 0; i < batch.Count; i++) batch[i].Execute(_executors[0]);
    }

    private void ExecuteParallel(IReadOnlyList<PendingRequest> batch)
    {
        _batch = batch;
        foreach (var share in _shares) share.Clear();
        for (var i = 0; i < batch.Count; i++) _shares[batch[i].Partition % _shares.Length].Add(i);
        _barrier.SignalAndWait();
        Work(0);
        if (_error is { } error) throw new EngineException("the engine has failed; this is a defect of StateFlow, not of the program", error);
        Repeat(batch);
        foreach (var executor in _executors) executor.EndBatch();
    }

    /// <summary>One worker's part of a batch.</summary>
    private void Work(int worker)
    {
        try
        {
            foreach (var index in Claims(worker)) _batch[index].Execute(_executors[worker], Ticket.Of(_number, index));
        }
        catch (Exception exception)
        {
            _error = exception;
        }

        _barrier.SignalAndWait();
        if (_error is null)
        {
            foreach (var index in Claims(worker, second: true)) Commit(_batch[index], Ticket.Of(_number, index), _executors[worker]);
        }

        _barrier.SignalAndWait();
    }

    private static void Commit(PendingRequest request, long ticket, UnitExecutor executor)
    {
        request.HasConflict = HasConflict(request.Accesses, ticket);
        if (!request.HasConflict) executor.Exchange(request.Accesses);
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
    private void Repeat(IReadOnlyList<PendingRequest> batch)
    {
        var executor = _executors[0];
        var conflicts = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!batch[i].HasConflict) continue;
            conflicts++;
            batch[i].ExecuteAgain(executor, Ticket.Of(_number, i));
            if (!executor.IsOutOfOrder) continue;
            StartOver(batch);
            break;
        }

        Conflicts += conflicts;
        if (conflicts * 2 > batch.Count) _serialBatchesLeft = SerialBatches;
    }

    /// <summary>Undoes the batch and executes it one by one: a repeated unit has gone another way than the first time.</summary>
    private void StartOver(IReadOnlyList<PendingRequest> batch)
    {
        _executors[0].UndoRepeated();
        foreach (var request in batch)
        {
            if (!request.HasConflict) _executors[0].Exchange(request.Accesses);
        }

        ExecuteOneByOne(batch);
    }

    /// <summary>The requests that a worker takes: its own, then what others have not begun.</summary>
    private IEnumerable<int> Claims(int worker, bool second = false)
    {
        for (var i = 0; i < _shares.Length; i++)
        {
            var share = _shares[(worker + i) % _shares.Length];
            while (share.Claim(second) is { Count: > 0 } claim)
            {
                for (var j = 0; j < claim.Count; j++) yield return share.Indexes[claim.First + j];
            }
        }
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
            Work(worker);
        }
    }

    /// <summary>The requests of a batch for entities of one worker's partitions.</summary>
    private sealed class Share
    {
        private int _executed;
        private int _committed;

        public List<int> Indexes { get; } = [];

        public void Clear()
        {
            Indexes.Clear();
            (_executed, _committed) = (0, 0);
        }

        public void Add(int index) => Indexes.Add(index);

        public (int First, int Count) Claim(bool isCommit)
        {
            var first = Interlocked.Add(ref isCommit ? ref _committed : ref _executed, ChunkLength) - ChunkLength;
            return (first, Math.Min(ChunkLength, Indexes.Count - first));
        }
    }
}
