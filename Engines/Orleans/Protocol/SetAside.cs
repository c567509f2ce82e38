using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Protocol;

/// <summary>What becomes of an event that the step function cannot execute: reported, and answered with a failure, so that nobody waits for ever.</summary>
internal static class SetAside
{
    public static StepResult Of(MachineEnvironment environment, EntityReference self, EntityState? state, Event @event, Exception exception)
    {
        environment.Report(self, @event, exception);
        var (caller, span) = @event switch
        {
            CallEvent call => (call.Caller, call.CalledAt),
            ResumeEvent resume when WaitingMethod(resume, state) is var waiting => (CallerOf(waiting, self), waiting.Frame.CalledAt),
            _ => throw new ArgumentException($"{@event.GetType().Name} begins no step", nameof(@event)),
        };
        var failure = new Failure($"{self} could not go on: {exception.Message}. The event is set aside and reported where the entity runs; nothing of this step has had an effect", span, []);
        return new StepResult(state, [StepExecution.Reply(@event.Id.Derive(0), self, @event.Scope, caller, new FailureAnswer(failure))], []);
    }

    private static FrameContinuation WaitingMethod(ResumeEvent resume, EntityState? state) =>
        (FrameContinuation)(resume.Waiting is JoinContinuation branch ? state!.Joins[branch.Join].Waiting : resume.Waiting);

    /// <summary>Who waits for the method that waits: below its frame are those that called it in place.</summary>
    private static Continuation CallerOf(Continuation waiting, EntityReference self)
    {
        while (waiting is FrameContinuation { Frame.Owner: var owner } frame && owner == self) waiting = frame.Below;
        return waiting;
    }
}
