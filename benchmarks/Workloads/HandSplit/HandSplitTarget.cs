namespace StateFlow.Workloads.HandSplit;

/// <summary>
/// What one would write who splits the methods by hand: a step for each piece between two calls, events in a queue for each
/// partition, what is needed later in pooled frames, entities in dictionaries.
/// </summary>
/// <remarks>
/// There are no transactions: other requests see what one has done so far. A request that fails undoes by itself what it did.
/// </remarks>
internal abstract class HandSplitTarget<TRequest, TEvent, TPartition>(TRequest[] requests, int partitions)
    : PartitionedTarget<TEvent, TPartition>("hand-split", partitions)
    where TRequest : struct
    where TEvent : struct
    where TPartition : Partition<TEvent>
{
    /// <summary>What the request of that number asks; events carry the number, which is smaller.</summary>
    public ref readonly TRequest Request(int request) => ref requests[request];
}
