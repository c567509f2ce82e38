using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Interpreter.Tests.Exploration;
using StateFlow.Language.IR;
using StateFlow.Tests.Shared;

namespace StateFlow.Interpreter.Tests.Debugging;

/// <summary>The debugger repeats the runs of the explorer, with all that goes wrong in them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FaultReplayTests
{
    private static readonly ExplorationOptions Options = ExplorationOptions.Default with { MaxStates = 500, MaxEvents = 300, RandomRuns = 20 };

    /// <summary>Runs in random orders with random faults, of programs that print, wait, fork and fail.</summary>
    private static readonly Gen<Run> RandomRuns =
        from source in ConcurrentProgramGenerator.Programs
        from faults in Gen.Int[0, 4]
        from delivery in Gen.Enum<DeliveryGuarantee>()
        from seed in Gen.Int[0, 1_000]
        select RandomRun(ProgramRun.Compile(source), Options with { Faults = faults, Delivery = delivery }, seed);

    public static IEnumerable<TestCaseData> RacyPrograms =>
        from path in Repository.Files("tests/Programs/races", "*.sf")
        where !path.EndsWith(".repaired.sf")
        from faults in new[] { 0, 1, 2 }
        from delivery in faults == 0 ? [DeliveryGuarantee.ExactlyOnce] : Enum.GetValues<DeliveryGuarantee>()
        select new TestCaseData(path, faults, delivery).SetArgDisplayNames(Path.GetFileName(path), $"{faults}", $"{delivery}");

    [TestCaseSource(nameof(RacyPrograms))]
    public void Every_finding_is_repeated(string path, int faults, DeliveryGuarantee delivery)
    {
        var program = ProgramRun.Compile(File.ReadAllText(path));
        var options = Options with { Faults = faults, Delivery = delivery };

        var result = Explorer.Explore(program, options);

        foreach (var finding in result.Findings)
        {
            var run = new Run(program, Replay.Run(program, finding.Run.Schedule, options), options);
            var session = Begin(run, checkpoints: 1000);
            Assert.That(session.Position, Is.EqualTo(new DebugPosition(finding.Run.FirstChoiceThatMatters, 0)));
            AssertEndsAlike(session, run);
        }
    }

    [Test]
    public void Random_runs_are_repeated_after_any_walk() =>
        Gen.Select(RandomRuns, Gen.Enum<DebugStep>().Array[0, 20], Gen.Bool.Array[20], Gen.OneOf(2, 5, 1000)).Sample(
            (run, steps, directions, checkpoints) =>
            {
                var session = Begin(run, checkpoints);
                foreach (var (step, isForward) in steps.Zip(directions)) _ = isForward ? session.Step(step) : session.StepBack(step);
                AssertEndsAlike(session, run);
            },
            iter: 150);

    [Test]
    public void Forward_and_then_back_as_often_is_where_it_was_past_faults_too() =>
        Gen.Select(RandomRuns, Gen.OneOf(DebugStep.Statement, DebugStep.Block, DebugStep.Event), Gen.Int[1, 40], Gen.OneOf(2, 1000)).Sample(
            (run, unit, count, checkpoints) =>
            {
                var session = Begin(run, checkpoints);
                var places = new Stack<string>([SessionText.Of(session)]);
                for (var i = 0; i < count && !session.IsAtEnd; i++)
                {
                    session.Step(unit);
                    places.Push(SessionText.Of(session));
                }

                for (places.Pop(); places.Count > 0; places.Pop())
                {
                    session.StepBack(unit);
                    Assert.That(SessionText.Of(session), Is.EqualTo(places.Peek()));
                }
            },
            iter: 100);

    [Test]
    public void A_recording_made_between_faults_is_repeated() =>
        Gen.Select(RandomRuns, Gen.Int[0, 40]).Sample(
            (run, steps) =>
            {
                var session = Begin(run, checkpoints: 1000);
                for (var i = 0; i < steps; i++) session.Step(DebugStep.Statement);
                var again = DebugSession.Replay(Recording.Read(session.Record().Write()), run.Program);
                Assert.That(SessionText.Of(again), Is.EqualTo(SessionText.Of(session)));
                AssertEndsAlike(again, run);
            },
            iter: 80);

    private static DebugSession Begin(Run run, int checkpoints)
    {
        var recording = Explorer.Record(run.Program, run.Replay.Interleaving, run.Options);
        return DebugSession.Replay(Recording.Read(recording.Write()), run.Program, new DebugOptions(checkpoints));
    }

    private static void AssertEndsAlike(DebugSession session, Run run)
    {
        var end = run.Replay.Configuration;
        session.GoTo(0);
        var faults = new List<FaultKind>();
        var schedule = run.Replay.Interleaving.Schedule;
        while (session.Position.Event < schedule.Choices.Count || session.FaultsToCome.Length > 0)
        {
            // What never ends, as some findings say, must not be continued.
            if (session.Step(DebugStep.Event).Reason is FaultStruck { Fault: var fault }) faults.Add(fault.Kind);
        }

        Assert.That(faults, Is.EqualTo(schedule.Faults.Select(fault => fault.Kind)));
        Assert.That(session.IsAtEnd, Is.EqualTo(end.Run.IsDone));
        Assert.That(session.Entities.Values.Select(EventText.Of).Order(), Is.EqualTo(end.Run.Store.Entities.Values.Select(EventText.Of).Order()));
        Assert.That(HashOf(session.OutputSoFar), Is.EqualTo(end.Output), session.OutputSoFar);
    }

    /// <summary>What the explorer keeps of lines, each of which was printed at once.</summary>
    private static UInt128 HashOf(string output) =>
        output.Split('\n').SkipLast(1).Aggregate(UInt128.Zero, (hash, line) => FingerprintWriter.Append(hash, line + "\n"));

    private static Run RandomRun(Program program, ExplorationOptions options, int seed)
    {
        var random = new Random(seed);
        var replay = new Replay(new Stepper(program, options));
        while (!replay.Configuration.Run.IsDone)
        {
            var faults = Stepper.Faults(replay.Configuration).ToList();
            var ready = Stepper.Ready(replay.Configuration);
            replay.Advance(faults.Count > 0 && random.Next(6) == 0 ? faults[random.Next(faults.Count)] : Move.Deliver(ready[random.Next(ready.Length)]));
        }

        return new Run(program, replay, options);
    }

    private sealed record Run(Program Program, Replay Replay, ExplorationOptions Options);
}
