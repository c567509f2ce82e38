using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Orleans.Protocol;

/// <summary>What becomes of an event that the step function cannot execute: reported, and answered with a failure, so that nobody waits for ever.</summary>
internal static class SetAside
{
    public static StepResult Of(MachineEnvironment environment, EntityReference self, EntityState? state, Event @event, Exception exception, Program program)
    {
        environment.Report(self, @event, exception);
        var span = @event switch
        {
            CallEvent call => call.CalledAt,
            ResumeEvent resume => AbandonedStep.WaitingMethod(resume, state).Frame.CalledAt,
            _ => throw new ArgumentException($"{@event.GetType().Name} begins no step", nameof(@event)),
        };
        var failure = new Failure($"{self} could not go on: {exception.Message}. The event is set aside and reported where the entity runs; nothing of this step has had an effect", span, []);
        return AbandonedStep.Of(self, state, @event, failure, program);
    }
}
