using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.Interpreter.Tests.Debugging;

/// <summary>What the debugger promises, of all programs and interleavings.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DebugProperties
{
    private static readonly Gen<(string Program, int Seed, int Checkpoints)> Runs =
        Gen.Select(Gen.OneOf(CorrectPrograms.Names), Gen.Int[0, 5], Gen.OneOf(2, 5, 1000));

    private static readonly Gen<DebugStep> Units = Gen.OneOf(DebugStep.Statement, DebugStep.Block, DebugStep.Event, DebugStep.Transaction);

    [Test]
    public void Forward_and_then_back_as_often_is_where_it_was() =>
        Gen.Select(Runs, Units, Gen.Int[0, 60], Gen.Int[1, 30]).Sample(
            (run, unit, start, count) =>
            {
                var session = Begin(run);
                for (var i = 0; i < start && session.Step(unit).Reason is StepDone; i++)
                {
                }

                if (session.IsAtEnd) return;
                var places = new Stack<string>([SessionText.Of(session)]);
                var position = session.Position;
                for (var i = 0; i < count && session.Step(unit).Reason is StepDone; i++)
                {
                    places.Push(SessionText.Of(session));
                    position = session.Position;
                }

                if (session.Position != position) places.Push("the end, which the last step came to before it was done");
                while (places.Count > 1)
                {
                    places.Pop();
                    session.StepBack(unit);
                    Assert.That(SessionText.Of(session), Is.EqualTo(places.Peek()));
                }
            },
            iter: 150);

    [Test]
    public void Stepping_by_any_unit_comes_to_the_same_end_as_running() =>
        Gen.Select(Runs, Gen.Enum<DebugStep>()).Sample(
            (run, unit) =>
            {
                var (stepping, running) = (Begin(run), Begin(run));
                while (stepping.Step(unit).Reason is StepDone)
                {
                }

                running.Continue();
                Assert.That(SessionText.Of(stepping), Is.EqualTo(SessionText.Of(running)));
                Assert.That(running.IsAtEnd, Is.True);
            },
            iter: 80);

    [Test]
    public void The_debugger_prints_what_a_run_prints_and_leaves_the_same_states() =>
        Runs.Sample(
            run =>
            {
                var session = Begin(run);
                session.Continue();
                using var output = new StringWriter();
                var result = ProgramRunner.Run(session.Program, output, new RunOptions(run.Seed));
                Assert.That(session.OutputSoFar, Is.EqualTo(output.ToString()));
                Assert.That(session.Tables, Is.EqualTo(result.Tables));
            },
            iter: 80);

    [Test]
    public void Any_place_can_be_gone_to_from_any_other() =>
        Gen.Select(Runs, Gen.Double[0, 1], Gen.Double[0, 1]).Sample(
            (run, first, second) =>
            {
                var session = Begin(run);
                session.Continue();
                var end = session.Position.Event;
                string At(double share)
                {
                    session.GoTo((long)(share * end));
                    session.Step(DebugStep.Statement);
                    return SessionText.Of(session);
                }

                var (there, other) = (At(first), At(second));
                Assert.That((At(first), At(second)), Is.EqualTo((there, other)));
            },
            iter: 80);

    [Test]
    public void A_recording_is_repeated_to_the_same_place() =>
        Gen.Select(Runs, Gen.Int[0, 10].Array[0, 40], Gen.Int[0, 5]).Sample(
            (run, choices, statements) =>
            {
                var session = Begin(run);
                foreach (var choice in choices.TakeWhile(_ => !session.IsAtEnd))
                {
                    session.Choose(choice % session.Queue.Count(waiting => waiting.Ready is not null));
                    session.Step(DebugStep.Event);
                }

                for (var i = 0; i < statements; i++) session.Step(DebugStep.Statement);
                var recording = Recording.Read(session.Record().Write());
                var repeated = DebugSession.Replay(recording, session.Program);
                Assert.That(SessionText.Of(repeated), Is.EqualTo(SessionText.Of(session)));

                session.Continue();
                repeated.Continue();
                Assert.That(SessionText.Of(repeated), Is.EqualTo(SessionText.Of(session)));
            },
            iter: 80);

    private static DebugSession Begin((string Program, int Seed, int Checkpoints) run) =>
        new(CorrectPrograms.Get(run.Program), new RunOptions(run.Seed), new DebugOptions(run.Checkpoints));
}
