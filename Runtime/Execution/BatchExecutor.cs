using System.Runtime.InteropServices;
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
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private readonly int _parallelThreshold;
    private Batch _batch = Batch.Empty;
    private ChunkWork? _work;
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
    /// <param name="complete">Is then given all requests, by several threads at once; null to give them to nobody.</param>
    public void Execute(Batch batch, RequestWork? complete = null)
    {
        _number++;
        if (IsParallel(batch.Count)) ExecuteParallel(batch);
        else ExecuteOneByOne(batch);
        foreach (var op in _program.Operators) op.Table.RemovePlaceholders();
        if (complete is not null) Complete(batch, complete);
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

    private void ExecuteOneByOne(Batch batch)
    {
        foreach (var share in batch.Shares)
        {
            for (var first = 0; first < share.Count; first += Batch.ChunkLength)
            {
                var chunk = CollectionsMarshal.AsSpan(share).Slice(first, Math.Min(Batch.ChunkLength, share.Count - first));
                Prefetch(chunk);
                foreach (var request in chunk) request.Execute(_executors[0]);
            }
        }
    }

    private void ExecuteParallel(Batch batch)
    {
        batch.Number();
        Together(batch, (requests, executor) =>
        {
            Prefetch(requests);
            foreach (var request in requests) request.Execute(executor, Ticket.Of(_number, request.Index));
        });
        Together(batch, (requests, executor) =>
        {
            foreach (var request in requests) Commit(request, Ticket.Of(_number, request.Index), executor);
        });
        Repeat(batch);
        foreach (var executor in _executors) executor.EndBatch();
    }

    private void Complete(Batch batch, RequestWork complete)
    {
        if (_executors.Length > 1 && batch.Count >= _parallelThreshold)
        {
            Together(batch, (requests, _) => complete(requests));
            return;
        }

        foreach (var share in batch.Shares) complete(CollectionsMarshal.AsSpan(share));
    }

    private static void Prefetch(ReadOnlySpan<PendingRequest> requests)
    {
        foreach (var request in requests) request.PrefetchSlots();
        foreach (var request in requests) request.PrefetchStates();
    }

    /// <summary>Does something with the requests of a batch, by all workers.</summary>
    private void Together(Batch batch, ChunkWork work)
    {
        batch.Rewind();
        (_batch, _work) = (batch, work);
        _barrier.SignalAndWait();
        Work(0);
        _barrier.SignalAndWait();
        if (_error is { } error) throw new EngineException("the engine has failed; this is a defect of StateFlow, not of the program", error);
    }

    private void Work(int worker)
    {
        try
        {
            var (batch, work, executor) = (_batch, _work!, _executors[worker]);
            while (batch.Claim(worker) is { IsEmpty: false } claim) work(claim, executor);
        }
        catch (Exception exception)
        {
            _error = exception;
        }
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
    private void Repeat(Batch batch)
    {
        var executor = _executors[0];
        var conflicts = 0;
        foreach (var share in batch.Shares)
        {
            foreach (var request in share)
            {
                if (!request.HasConflict) continue;
                conflicts++;
                request.ExecuteAgain(executor, Ticket.Of(_number, request.Index));
                if (!executor.IsOutOfOrder) continue;
                StartOver(batch);
                Conflicts += batch.Count;
                _serialBatchesLeft = SerialBatches;
                return;
            }
        }

        Conflicts += conflicts;
        if (conflicts * 2 > batch.Count) _serialBatchesLeft = SerialBatches;
    }

    /// <summary>Undoes the batch and executes it one by one: a repeated unit has gone another way than the first time.</summary>
    private void StartOver(Batch batch)
    {
        StartedOver++;
        _executors[0].UndoRepeated();
        foreach (var share in batch.Shares)
        {
            foreach (var request in share)
            {
                if (!request.HasConflict) _executors[0].Exchange(request.Accesses);
            }
        }

        ExecuteOneByOne(batch);
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
            _barrier.SignalAndWait();
        }
    }

    private delegate void ChunkWork(ReadOnlySpan<PendingRequest> requests, UnitExecutor executor);
}

/// <summary>Does something with some requests.</summary>
internal delegate void RequestWork(ReadOnlySpan<PendingRequest> requests);
