using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>Executes batches of requests. The outcome is always that of executing them one after another in their order.</summary>
internal sealed class BatchExecutor : IDisposable
{
    private readonly CompiledProgram _program;
    private readonly WorkerTeam _team;
    private readonly OrderedExecution _ordered;
    private readonly SpeculativeExecution _speculative;
    private readonly ParallelPolicy _policy;
    private long _number;

    /// <summary>Starts the workers; the thread that executes batches is one of them.</summary>
    /// <param name="parallelThreshold">How many requests a batch must have to be executed by several workers.</param>
    /// <param name="serialBatches">After a batch in which most units had conflicts, how many are executed one by one before the next attempt.</param>
    public BatchExecutor(CompiledProgram program, int workers, int maxDepth, int parallelThreshold, int serialBatches = 15)
    {
        _program = program;
        _policy = new ParallelPolicy(parallelThreshold, serialBatches);
        _team = new WorkerTeam(program, workers, maxDepth);
        _ordered = new OrderedExecution(_team);
        _speculative = new SpeculativeExecution(_team, batch => ExecuteOneByOne(batch, complete: null));
    }

    /// <summary>Whether what is known of requests before they are executed is used; if not, all are executed as if nothing were known.</summary>
    public bool UsesFootprints { get; init; } = true;

    /// <summary>The workers' executors, the calling thread's first.</summary>
    public IReadOnlyList<UnitExecutor> Executors => _team.Executors;

    /// <summary>How many requests the next batch should have at most.</summary>
    public int BatchLimit => _policy.BatchLimit;

    /// <summary>How many batches have been executed.</summary>
    public long Batches => _number;

    /// <summary>How many units could not be executed beside the others, or had to be executed again.</summary>
    public long Conflicts { get; private set; }

    /// <summary>How many batches were undone and executed one by one.</summary>
    public long StartedOver => _speculative.StartedOver;

    /// <summary>How many batches of requests with known footprints were executed by several workers.</summary>
    public long Ordered { get; private set; }

    /// <summary>Executes a batch: afterwards each request has its answer.</summary>
    /// <param name="complete">Is given requests that have their answers, by several threads at once; null to give them to nobody.</param>
    public void Execute(Batch batch, RequestWork? complete = null)
    {
        _number++;
        if (_team.Executors.Length > 1 && _policy.IsParallel(batch.Count)) ExecuteParallel(batch, complete);
        else ExecuteOneByOne(batch, complete);
        foreach (var op in _program.Operators) op.Table.RemovePlaceholders();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose() => _team.Dispose();

    private void ExecuteOneByOne(Batch batch, RequestWork? complete)
    {
        var executor = _team.Executors[0];
        var lookups = _program.Operators.Any(op => op.Table.IsLarge) ? _team.Lookups[0] : null;
        for (var share = 0; share < batch.Shares.Count; share++)
        {
            for (var first = 0; batch.Chunk(share, first) is { IsEmpty: false } chunk; first += Batch.ChunkLength)
            {
                lookups?.Make(chunk);
                foreach (var request in chunk)
                {
                    if (lookups is not null) request.TakeLookups(lookups, executor);
                    request.Execute(executor);
                }

                complete?.Invoke(chunk);
            }
        }
    }

    private void ExecuteParallel(Batch batch, RequestWork? complete)
    {
        var isOrdered = UsesFootprints && batch.HasFootprints;
        if (isOrdered) Ordered++;
        var conflicts = isOrdered ? _ordered.Execute(batch, _number, complete) : _speculative.Execute(batch, _number, complete);
        Conflicts += conflicts;
        _policy.Learn(batch.Count, conflicts, isWasted: !isOrdered);
    }
}

/// <summary>Does something with some requests.</summary>
internal delegate void RequestWork(ReadOnlySpan<PendingRequest> requests);
