using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Tests.Execution;

namespace StateFlow.Interpreter.Tests.Debugging;

public sealed class HistoryTests
{
    [Test]
    public void A_long_run_keeps_few_checkpoints_and_goes_back_all_the_same()
    {
        var session = new DebugSession(
            ProgramRun.Compile(
                """
                entity Counter(name: string) =
                    key name
                    let mutable value = 0
                    member this.Next() : int =
                        value <- value + 1
                        value
                let counter = Counter("c")
                for i in 1 .. 50000 do
                    ignore (counter.Next())
                """),
            RunOptions.Default,
            new DebugOptions(MaxCheckpoints: 100));
        session.Continue();
        Assert.That(session.Position.Event, Is.GreaterThan(100_000));
        Assert.That(session.History.Checkpoints, Is.LessThanOrEqualTo(100));

        session.BreakAt(new FieldTarget("Counter", "value"));
        Assert.That(((FieldChanged)session.ReverseContinue().Reason).Change.After, Is.EqualTo("50000"));
        Assert.That(((FieldChanged)session.ReverseContinue().Reason).Change.After, Is.EqualTo("49999"));
        session.GoTo(10);
        Assert.That(((FieldChanged)session.ReverseContinue().Reason).Change.After, Is.EqualTo("4"));
    }

    [Test]
    public void Hits_are_counted_exactly_wherever_a_long_run_goes_back_to()
    {
        const int hits = 20_000;
        var session = new DebugSession(
            ProgramRun.Compile($"entity Counter(name: string) =\n    key name\n    member this.Next(n: int) : int = n\nlet counter = Counter(\"c\")\nfor i in 1 .. {hits} do\n    ignore (counter.Next(i))\n"),
            RunOptions.Default);
        var counted = session.Break(new MethodTarget("Counter.Next"), hitCount: hits).Breakpoint!;
        var early = session.Break(new MethodTarget("Counter.Next"), hitCount: 50).Breakpoint!;
        Assert.That(((BreakpointHit)session.Continue().Reason).Breakpoint, Is.EqualTo(early));
        session.Enable(early.Id, isEnabled: false);
        Assert.That(((BreakpointHit)session.Continue().Reason).Breakpoint, Is.EqualTo(counted));
        Assert.That((session.HitsOf(counted), session.HitsOf(early)), Is.EqualTo((hits, 50)));

        foreach (var number in (long[])[12_345, 12_344, 777, 1])
        {
            // Each call takes two events after the three with which the counter is made.
            session.GoTo(2 * number + 2);
            Assert.That((session.HitsOf(counted), session.HitsOf(early)), Is.EqualTo((number, Math.Min(number, 50))));
        }

        Assert.That(((BreakpointHit)session.Continue().Reason).Breakpoint, Is.EqualTo(counted));
        Assert.That(session.HitsOf(counted), Is.EqualTo(hits));
    }

    [Test]
    public void A_long_event_keeps_checkpoints_too()
    {
        var session = new DebugSession(
            ProgramRun.Compile("let mutable sum = 0\nfor i in 1 .. 20000 do\n    sum <- sum + 1\n"), RunOptions.Default, new DebugOptions(MaxCheckpoints: 10));
        session.Continue();
        session.StepBack(DebugStep.Into);
        session.StepBack(DebugStep.Statement);
        var there = SessionText.Of(session);

        session.StepBack(DebugStep.Statement);
        session.Step(DebugStep.Statement);
        Assert.That(SessionText.Of(session), Is.EqualTo(there));
        Assert.That(session.Position.Statement, Is.GreaterThan(60_000));
        Assert.That(session.History.Checkpoints, Is.LessThanOrEqualTo(10));
    }

    [Test]
    public void Going_back_and_going_to_a_place_heed_a_request_to_pause()
    {
        var session = DebugRun.Begin();
        session.Continue();
        var end = SessionText.Of(session);
        using var pause = new CancellationTokenSource();
        pause.Cancel();

        Assert.That(session.StepBack(DebugStep.Transaction, pause.Token).Reason, Is.TypeOf<Paused>());
        Assert.That(SessionText.Of(session), Is.EqualTo(end));
        session = DebugRun.Begin();
        session.GoTo(3);
        var report = session.GoTo(long.MaxValue, pause.Token);
        Assert.That((report.Reason, report.Position), Is.EqualTo(((StopReason)new Paused(), new DebugPosition(3, 0))));
        Assert.That(session.GoTo(long.MaxValue).Reason, Is.TypeOf<Ended>());
    }

    [Test]
    public void A_choice_takes_another_way_and_is_kept_when_the_run_goes_back()
    {
        var session = DebugRun.Begin();
        session.Continue();
        var usual = session.OutputSoFar;
        GoToChoice(session);
        Assert.That(session.Queue.Count(waiting => waiting.Ready is not null), Is.GreaterThan(1));
        var choice = session.Position.Event;

        Assert.That(session.Choose(1), Is.Null);
        Assert.That(session.Queue.Single(waiting => waiting.IsNext).Ready, Is.EqualTo(1));
        session.Step(DebugStep.Event);
        var chosen = SessionText.Of(session);
        session.GoTo(0);
        session.GoTo(choice + 1);
        Assert.That(SessionText.Of(session), Is.EqualTo(chosen));

        session.GoTo(choice);
        session.Choose(0);
        session.Continue();
        Assert.That(session.OutputSoFar, Is.EqualTo(usual));
    }

    [Test]
    public void What_cannot_be_chosen_is_refused()
    {
        var session = DebugRun.Begin();
        Assert.That(session.Choose(1), Is.EqualTo("there is 1 event to choose from: 0"));
        session.Step(DebugStep.Statement);
        Assert.That(session.Choose(0), Does.StartWith("an event is being handled"));
        session.Continue();
        Assert.That(session.Choose(0), Does.Contain("the run is over"));
    }

    [Test]
    public void The_queue_says_in_words_what_waits()
    {
        var session = DebugRun.Begin();
        Assert.That(session.Queue.Select(waiting => $"{waiting}"), Is.EqualTo((string[])["client starts the script"]));
        session.Step(DebugStep.Event);
        Assert.That(session.Queue.Select(waiting => $"{waiting}"), Is.EqualTo((string[])["script creates Item(\"apple\", 5)"]));
        session.Step(DebugStep.Event);
        Assert.That(session.Queue.Select(waiting => $"{waiting}"), Is.EqualTo((string[])["Item(\"apple\") answers script: Item(\"apple\")"]));
    }

    private static void GoToChoice(DebugSession session)
    {
        session.GoTo(0);
        while (session.Queue.Count(waiting => waiting.Ready is not null) < 2) session.Step(DebugStep.Event);
    }
}
