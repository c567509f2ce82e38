using StateFlow.Interpreter.Values;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>A silo in this process, to which each request is an asynchronous call.</summary>
internal abstract class CallingTarget(PreparedWorkload workload) : IBenchmarkTarget
{
    /// <summary>How many entities are being created, or read, at once.</summary>
    private const int EntitiesAtOnce = 512;

    private volatile Exception? _fault;

    public abstract string Name { get; }

    public IRequestCompletion Completion { private get; set; } = NoCompletion.Instance;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await StartAsync(workload, cancellation).ConfigureAwait(false);
        // Calls to different entities overtake each other; what is said to one entity is said in its order.
        foreach (var entities in workload.Loading.GroupBy(request => request.Target).Chunk(EntitiesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.WhenAll(entities.Select(CreateAsync)).ConfigureAwait(false);
        }
    }

    public RequestOutcome Submit(int request, long ticket)
    {
        if (_fault is { } fault) throw fault;
        _ = ExecuteAsync(workload.Request(request), ticket);
        return RequestOutcome.Pending;
    }

    public async Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation)
    {
        var records = new List<EntityRecord>();
        foreach (var entities in workload.Loading.Select(request => request.Target).Distinct().Chunk(EntitiesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            records.AddRange(await Task.WhenAll(entities.Select(StateAsync)).ConfigureAwait(false));
        }

        return records;
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task StartAsync(PreparedWorkload workload, CancellationToken cancellation);

    protected abstract Task<RequestOutcome> CallAsync(EntityRequest request);

    protected abstract Task<EntityRecord> StateAsync(EntityReference entity);

    private async Task ExecuteAsync(EntityRequest request, long ticket)
    {
        // Behind all others that wait for a thread: a client goes on where its answer arrives, and might keep the thread to itself.
        await Task.Yield();
        var outcome = RequestOutcome.Failed;
        try
        {
            outcome = await CallAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever submits the next request is told.
            _fault = exception;
        }

        Completion.Complete(ticket, outcome);
    }

    private async Task CreateAsync(IEnumerable<EntityRequest> requests)
    {
        foreach (var request in requests)
        {
            if (await CallAsync(request).ConfigureAwait(false) == RequestOutcome.Failed) throw new InvalidOperationException($"{request.Target} could not be created");
        }
    }

    /// <summary>Nobody who waits.</summary>
    private sealed class NoCompletion : IRequestCompletion
    {
        public static NoCompletion Instance { get; } = new();

        public void Complete(long ticket, RequestOutcome outcome)
        {
        }
    }
}
