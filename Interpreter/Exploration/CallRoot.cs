using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Finds the call of the script on whose behalf an event travels.</summary>
internal static class CallRoot
{
    /// <summary>The started call; null if it is the script itself that waits at the bottom of the stack.</summary>
    public static CallHandle? Of(Event @event, EntityStore store) => @event switch
    {
        CallEvent call => Of(call.Caller, store),
        ResumeEvent resume => Of(resume.Waiting, store),
        CompletionEvent completion => Of(completion.Waiting, store),
        _ => null,
    };

    private static CallHandle? Of(Continuation continuation, EntityStore store)
    {
        while (true)
        {
            switch (continuation)
            {
                case StartedContinuation started:
                    return started.Handle;
                case FrameContinuation frame:
                    continuation = frame.Below;
                    break;
                case TransactionContinuation transaction:
                    continuation = transaction.Below;
                    break;
                case JoinContinuation join when store.Find(join.Owner)?.Joins.GetValueOrDefault(join.Join) is { } pending:
                    continuation = pending.Waiting;
                    break;
                default:
                    return null;
            }
        }
    }
}
