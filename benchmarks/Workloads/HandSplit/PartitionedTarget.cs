using StateFlow.Runtime;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.HandSplit;

/// <summary>A hand-written program whose entities are divided among partitions, each with a queue of events.</summary>
internal abstract class PartitionedTarget<TEvent, TPartition>(string name, int partitions) : IBenchmarkTarget
    where TEvent : struct
    where TPartition : Partition<TEvent>
{
    public string Name => name;

    public IRequestCompletion Completion { get; set; } = NoCompletion.Instance;

    /// <summary>The partitions; none before the entities are loaded.</summary>
    protected TPartition[] Partitions { get; } = new TPartition[partitions];

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
