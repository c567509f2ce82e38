using NUnit.Framework;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Tests.Execution;

public sealed class SteppingTests
{
    [Test]
    public void A_run_prints_the_same_in_steps_of_any_unit([Values] StepUnit unit, [Values(0, 1, 7)] int seed)
    {
        var program = ProgramRun.Compile(ExamplePrograms.Shop);
        var run = ProgramRun.Begin(program, seed);

        while (run.Scheduler.Advance(unit))
        {
        }

        Assert.That(run.Output, Is.EqualTo(ProgramRun.Run(program, seed)));
        Assert.That(run.Output, Does.EndWith("refused\n83 85 5 9\n"));
    }

    [Test]
    public void A_smaller_unit_needs_more_steps()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Shop);
        int Steps(StepUnit unit)
        {
            var (run, steps) = (ProgramRun.Begin(program), 0);
            while (run.Scheduler.Advance(unit)) steps++;
            return steps;
        }

        Assert.That(Steps(StepUnit.Statement), Is.GreaterThan(Steps(StepUnit.Block)));
        Assert.That(Steps(StepUnit.Block), Is.GreaterThan(Steps(StepUnit.Event)));
    }

    [Test]
    public void Between_two_steps_everything_can_be_read([Values] StepUnit unit)
    {
        var run = ProgramRun.Begin(ProgramRun.Compile(ExamplePrograms.Shop), seed: 3);
        do
        {
            var scheduler = run.Scheduler;
            Assert.That(scheduler.Entities.Values.Select(EventText.Of), Has.None.Empty);
            Assert.That(scheduler.Queue.Select(EventText.Of), Has.None.Empty);
            Assert.That(scheduler.CurrentFrames.All(frame => frame.Statement <= frame.Block.Statements.Count));
            Assert.That(scheduler.CurrentFrames.Any(), Is.EqualTo(scheduler.CurrentEvent is not null));
            if (!scheduler.IsDone) Assert.That(scheduler.CurrentEvent is not null || scheduler.Queue.Any(), "there is something left to do");
        }
        while (run.Scheduler.Advance(unit));
    }

    [Test]
    public void A_step_under_way_shows_its_variables_and_keeps_its_writes_to_itself()
    {
        var run = ProgramRun.Begin(ProgramRun.Compile(ExamplePrograms.Shop));
        run.AdvanceUntil(StepUnit.Statement, scheduler => scheduler.CurrentFields is [_, _] fields && fields[1]?.ToString() == "90");

        var frame = run.Scheduler.CurrentFrames.Single();
        Assert.That($"{frame.Entity}", Is.EqualTo("User(\"ann\")"));
        Assert.That(frame.Method.Name, Is.EqualTo("User.Buy"));
        Assert.That(frame.Variables.Select(variable => $"{variable.Name} = {variable.Value}"), Does.Contain("total = 10"));
        Assert.That(frame.Span.Start.Line, Is.EqualTo(17), "what runs next is the print");
        Assert.That(run.Fields("User(\"ann\")"), Is.EqualTo("\"ann\", 100"));
        Assert.That(run.Scheduler.Transactions.Count(), Is.EqualTo(1));
    }

    [Test]
    public void The_queue_shows_what_will_be_delivered()
    {
        var run = ProgramRun.Begin(ProgramRun.Compile(ExamplePrograms.Shop));
        Assert.That(run.Scheduler.Queue.Single(), Is.TypeOf<InvokeEvent>().With.Property(nameof(Event.Target)).EqualTo(Scheduler.Script));

        run.Scheduler.Advance(StepUnit.Event);

        var creation = (CreateEvent)run.Scheduler.Queue.Single();
        Assert.That($"{creation.Source} -> {creation.Target} ({string.Join(", ", creation.Arguments)})", Is.EqualTo("script(()) -> Item(\"apple\") (\"apple\", 5)"));
    }
}
