using NUnit.Framework;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Tests.Execution;

/// <summary>The step is a function: of program, state and event, and of nothing else.</summary>
public sealed class StepFunctionTests
{
    private const int MaxDepth = 100;

    [Test]
    public void A_step_gives_the_same_again_and_changes_nothing_it_was_given()
    {
        var steps = Steps(ProgramRun.Compile(ExamplePrograms.Shop)).ToList();

        Assert.That(steps, Has.Count.GreaterThan(30));
        foreach (var step in steps)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(EventText.Of(StepExecution.Run(step.Program, step.State, step.Event, MaxDepth)), Is.EqualTo(step.ResultText));
                Assert.That(EventText.Of(step.State), Is.EqualTo(step.StateText));
                Assert.That(EventText.Of(step.Result), Is.EqualTo(step.ResultText));
            }
        }
    }

    [Test]
    public void No_two_events_have_one_id()
    {
        var ids = Steps(ProgramRun.Compile(ExamplePrograms.Shop)).Select(step => step.Event.Id).ToList();

        Assert.That(ids, Is.Unique);
    }

    /// <summary>All steps of a run that delivers in order of sending; there transactions are calls like others.</summary>
    private static IEnumerable<Step> Steps(Program source)
    {
        var program = new LoadedProgram(source);
        var script = new EntityState(Scheduler.Script, [.. new Value?[source.Script.Fields.Count]]);
        var states = new Dictionary<EntityReference, EntityState> { [Scheduler.Script] = script };
        var queue = new Queue<Event>(
            [new InvokeEvent(EventId.Root, Scheduler.Script, Scheduler.Script, Scope: null, new ClientContinuation(), source.Main.Name, [], source.Main.Span)]);
        while (queue.TryDequeue(out var next) && next is not AnswerEvent)
        {
            var state = states.GetValueOrDefault(next.Target);
            var before = EventText.Of(state);
            var result = StepExecution.Run(program, state, next, MaxDepth);
            yield return new Step(program, state, before, next, result, EventText.Of(result));
            if (result.State is { } changed) states[next.Target] = changed;
            foreach (var sent in result.Outgoing) queue.Enqueue(sent);
        }
    }

    private sealed record Step(LoadedProgram Program, EntityState? State, string StateText, Event Event, StepResult Result, string ResultText);
}
