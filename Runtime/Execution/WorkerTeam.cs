using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>The threads that execute batches, each with its executor; the thread that asks for work is the first.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly WorkerBarrier _barrier;
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private volatile bool _isDisposed;
    private volatile Exception? _error;

    /// <summary>Starts the workers.</summary>
    public WorkerTeam(CompiledProgram program, int workers, int maxDepth)
    {
        Executors = [.. Enumerable.Range(0, workers).Select(worker => new UnitExecutor(program, maxDepth, worker))];
        Lookups = [.. Executors.Select(_ => new Lookups(program.Operators.Length))];
        Conflicts = [.. Executors.Select(_ => new List<Conflict>())];
        _barrier = new WorkerBarrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(StartWorker)];
    }

    /// <summary>The workers' executors.</summary>
    public ImmutableArray<UnitExecutor> Executors { get; }

    /// <summary>The workers' lookups.</summary>
    public ImmutableArray<Lookups> Lookups { get; }

    /// <summary>The units with conflicts that each worker has found.</summary>
    public ImmutableArray<List<Conflict>> Conflicts { get; }

    /// <summary>Does something with all workers.</summary>
    /// <param name="work">What each does, with its number. All have to <see cref="Meet"/> equally often.</param>
    /// <exception cref="EngineException">What a worker did under <see cref="Attempt"/> has failed.</exception>
    public void Do(Action<int> work)
    {
        _work = work;
        Meet();
        work(0);
        Meet();
        if (_error is { } error) throw new EngineException("the engine has failed; this is a defect of StateFlow, not of the program", error);
    }

    /// <summary>Waits for the other workers.</summary>
    public void Meet() => _barrier.SignalAndWait();

    /// <summary>Does a part of the work, so that the others need not wait for it if it fails.</summary>
    public void Attempt(Action work)
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

    /// <summary>Does a worker's part of a pass.</summary>
    public void Pass(BatchPass pass, int worker, ChunkWork work) => Attempt(() =>
    {
        while (pass.Claim(worker, out var first) is { IsEmpty: false } requests) work(requests, first, worker);
    });

    /// <summary>The conflicts that all workers have found, in the order of the batch.</summary>
    public Conflict[] AllConflicts() => [.. Conflicts.SelectMany(found => found).OrderBy(conflict => conflict.Index)];

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_threads.Length > 0) Meet();
        foreach (var thread in _threads) thread.Join();
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
            Meet();
            if (_isDisposed) return;
            _work!(worker);
            Meet();
        }
    }
}

/// <summary>Does something with some requests.</summary>
/// <param name="first">The first one's place in the batch.</param>
internal delegate void ChunkWork(ReadOnlySpan<PendingRequest> requests, int first, int worker);
