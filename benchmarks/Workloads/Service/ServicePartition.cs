using StateFlow.Workloads.HandSplit;

namespace StateFlow.Workloads.Service;

/// <summary>A step of a call that is due.</summary>
/// <param name="Step">As the call numbers them.</param>
/// <param name="Number">An argument or an answer of the step before.</param>
internal readonly record struct CallEvent<TCall>(int Step, TCall Call, long Number)
    where TCall : Call;

/// <summary>A partition whose calls are taken back and answered by a failure if a step of theirs fails.</summary>
internal abstract class ServicePartition<TCall>(Partition<CallEvent<TCall>>[] all, int index) : Partition<CallEvent<TCall>>(all, index)
    where TCall : Call
{
    protected sealed override void Handle(in CallEvent<TCall> message)
    {
        try
        {
            Step(in message);
        }
        catch (ArithmeticException exception)
        {
            message.Call.Undo();
            message.Call.Complete(new CallAnswer(null, exception.Message));
        }
    }

    /// <summary>Executes a step.</summary>
    protected abstract void Step(in CallEvent<TCall> message);
}
