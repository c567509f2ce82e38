using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Orleans.Protocol;

/// <summary>What becomes of a step that must not count: the state is as before, and whoever waits for its method is given the failure.</summary>
internal static class AbandonedStep
{
    /// <param name="state">The state before the step. A fork that waits in it for further answers is given up, and these will be ignored.</param>
    public static StepResult Of(EntityReference self, EntityState? state, Event @event, Failure failure, Program program)
    {
        var caller = @event switch
        {
            CallEvent call => call.Caller,
            ResumeEvent resume => CallerOf(WaitingMethod(resume, state), self, program),
            _ => throw new ArgumentException($"{@event.GetType().Name} begins no step", nameof(@event)),
        };
        if (@event is ResumeEvent { Waiting: JoinContinuation { Join: var join } }) state = state! with { Joins = state.Joins.Remove(join) };
        return new StepResult(state, [StepExecution.Reply(@event.Id.Derive(0), self, @event.Scope, caller, new FailureAnswer(failure))], []);
    }

    public static FrameContinuation WaitingMethod(ResumeEvent resume, EntityState? state) =>
        (FrameContinuation)(resume.Waiting is JoinContinuation branch ? state!.Joins[branch.Join].Waiting : resume.Waiting);

    /// <summary>Who waits for the method that waits: below its frame are those that called it in place.</summary>
    private static Continuation CallerOf(FrameContinuation waiting, EntityReference self, Program program)
    {
        var caller = waiting.Below;
        while (caller is FrameContinuation below && IsInPlace(below.Frame)) caller = below.Below;
        return caller;

        bool IsInPlace(Frame frame) =>
            frame.Owner == self && program.Method(frame.Method).Blocks[frame.Block].Terminator is CallTerminator { Call: InPlaceCall };
    }
}
