using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.HandSplit;

/// <summary>
/// What one would write who splits the methods by hand: a step for each piece between two calls, events in a queue for each
/// partition, what is needed later in pooled frames, entities in dictionaries.
/// </summary>
/// <remarks>
/// There are no transactions: other requests see what one has done so far. A request that fails undoes by itself what it did.
/// </remarks>
internal abstract class HandSplitTarget<TRequest, TEvent, TPartition>(TRequest[] requests, int partitions) : IBenchmarkTarget
    where TRequest : struct
    where TEvent : struct
    where TPartition : Partition<TEvent>
{
    public string Name => "hand-split";

    public IRequestCompletion Completion { get; set; } = NoCompletion.Instance;

    /// <summary>The partitions; none before the entities are loaded.</summary>
    protected TPartition[] Partitions { get; } = new TPartition[partitions];

    /// <summary>What the request of that number asks; events carry the number, which is smaller.</summary>
    public ref readonly TRequest Request(int request) => ref requests[request];

    public Task LoadAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < Partitions.Length; i++) Partitions[i] = CreatePartition(Partitions, i);
        Load();
        foreach (var partition in Partitions) partition.Start();
        return Task.CompletedTask;
    }

    public RequestOutcome Submit(int request, long ticket)
    {
        var message = Begin(request, ticket, out var partition);
        if (Current is { } current) current.SendTo(partition, in message);
        else Partitions[partition].Post(in message);
        return RequestOutcome.Pending;
    }

    public Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<EntityRecord>>([.. States()]);

    public ValueTask DisposeAsync()
    {
        foreach (var partition in Partitions) partition?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract TPartition CreatePartition(Partition<TEvent>[] all, int index);

    protected abstract void Load();

    /// <summary>The event that starts a request, and where it goes.</summary>
    protected abstract TEvent Begin(int request, long ticket, out int partition);

    protected abstract IEnumerable<EntityRecord> States();

    protected int PartitionOf(long key) => Keyed.PartitionOf(key, Partitions.Length);

    protected int PartitionOf(string key) => Keyed.PartitionOf(key, Partitions.Length);

    private TPartition? Current
    {
        get
        {
            foreach (var partition in Partitions)
            {
                if (partition.IsCurrent) return partition;
            }

            return null;
        }
    }
}
