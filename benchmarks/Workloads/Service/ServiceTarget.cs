using StateFlow.Runtime;
using StateFlow.Workloads.HandSplit;
using StateFlow.Workloads.Targets;

namespace StateFlow.Workloads.Service;

/// <summary>
/// The hand-split program with the contract of a service: it is given each request as an object with arguments, hands an answer to
/// who waits for it, and takes back what a request did that fails.
/// </summary>
/// <remarks>Still there are no transactions: other requests see what one has done so far.</remarks>
internal abstract class ServiceTarget<TCall, TPartition>(int partitions) : IBenchmarkTarget, ICallReceiver
    where TCall : Call
    where TPartition : ServicePartition<TCall>
{
    public string Name => "service";

    public IRequestCompletion Completion { private get; set; } = NoCompletion.Instance;

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
        var message = new CallEvent<TCall>(0, Call(request, ticket, out var partition), 0);
        if (Current is { } current) current.SendTo(partition, in message);
        else Partitions[partition].Post(in message);
        return RequestOutcome.Pending;
    }

    void ICallReceiver.Answered(long ticket, CallAnswer answer) =>
        Completion.Complete(ticket, answer.Failure is null ? RequestOutcome.Succeeded : RequestOutcome.Failed);

    public Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<EntityRecord>>([.. States()]);

    public ValueTask DisposeAsync()
    {
        foreach (var partition in Partitions) partition?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract TPartition CreatePartition(Partition<CallEvent<TCall>>[] all, int index);

    protected abstract void Load();

    /// <summary>The request as a client makes it, and where it goes.</summary>
    protected abstract TCall Call(int request, long ticket, out int partition);

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
