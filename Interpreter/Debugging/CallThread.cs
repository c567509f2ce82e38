using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Calls that wait for each other: the script, a started call, or a branch of a fork. At any time one of them runs or travels.</summary>
/// <param name="Bottom">Who takes the answer of the outermost call.</param>
internal sealed record CallThread(Continuation Bottom)
{
    public static CallThread? Of(Timeline timeline) => timeline.Scheduler.Current is { } step ? new CallThread(BottomOf(step.Below))
        : timeline.CurrentOrNext is { } next ? Of(next) : null;

    public static CallThread? Of(Event @event) => @event switch
    {
        CallEvent call => new CallThread(BottomOf(call.Caller)),
        ResumeEvent resume => new CallThread(BottomOf(resume.Waiting)),
        CompletionEvent completion => new CallThread(BottomOf(completion.Waiting)),
        _ => null,
    };

    /// <summary>Whether an event is the answer to its outermost call.</summary>
    public bool IsEndedBy(Event? @event) => @event is AnswerEvent || (@event is ResumeEvent { Waiting: JoinContinuation or StartedContinuation } resume && resume.Waiting == Bottom);

    private static Continuation BottomOf(Continuation continuation)
    {
        while (true)
        {
            switch (continuation)
            {
                case FrameContinuation frame:
                    continuation = frame.Below;
                    break;
                case TransactionContinuation transaction:
                    continuation = transaction.Below;
                    break;
                default:
                    return continuation;
            }
        }
    }
}
