using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Protocol;

/// <summary>Stands for an entity whose record cannot be read: whoever calls it is given a failure, and nothing of it changes.</summary>
internal sealed class UnreadableEntity(EntityReference self, string reason, IOutlet outlet)
{
    public void Refuse(Message message)
    {
        switch (message)
        {
            case CallMessage call:
                Refuse(call);
                break;
            case ProbeMessage probe:
                outlet.Send(new MissingMessage(probe.Caller, probe.Call) { Version = probe.Version }, 0);
                break;
            case PrepareMessage prepare:
                outlet.Send(new VoteMessage(prepare.Attempt.Coordinator, prepare.Attempt, self, CanCommit: false, null) { Version = prepare.Version }, 0);
                break;
        }
    }

    private void Refuse(CallMessage call)
    {
        var answer = new FailureAnswer(new Failure($"{self} cannot be used: {reason}", call.Event.CalledAt, []));
        if (StepExecution.Reply(call.Event.Id.Derive(-1), self, call.Event.Scope, call.Event.Caller, answer) is ResumeEvent resume)
            outlet.Send(new AnswerMessage(resume, call.Event.Id, call.Path.Below!, [], call.Transaction) { Version = call.Version }, 0);
        else outlet.Reply(call.Event.Id, new Reply(answer, []), 0);
    }
}
