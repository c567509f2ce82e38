using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Service;

/// <summary>
/// The hand-split program with the contract of a service: it is given each request as an object with arguments, hands an answer to
/// who waits for it, and takes back what a request did that fails.
/// </summary>
/// <remarks>Still there are no transactions: other requests see what one has done so far.</remarks>
internal abstract class ServiceTarget<TCall, TPartition>(int partitions)
    : PartitionedTarget<CallEvent<TCall>, TPartition>("service", partitions), ICallReceiver
    where TCall : Call
    where TPartition : ServicePartition<TCall>
{
    void ICallReceiver.Answered(long ticket, CallAnswer answer) =>
        Completion.Complete(ticket, answer.Failure is null ? RequestOutcome.Succeeded : RequestOutcome.Failed);

    protected sealed override CallEvent<TCall> Begin(int request, long ticket, out int partition) => new(0, Call(request, ticket, out partition), 0);

    /// <summary>The request as a client makes it, and where it goes.</summary>
    protected abstract TCall Call(int request, long ticket, out int partition);
}
