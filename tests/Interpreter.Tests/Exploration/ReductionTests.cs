using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Tests.Execution;

namespace StateFlow.Interpreter.Tests.Exploration;

/// <summary>A search that leaves out what brings nothing new finds what brute force finds.</summary>
public sealed class ReductionTests
{
    private static readonly ExplorationOptions Options = ExplorationOptions.Default with { MaxStates = 8_000, RandomRuns = 0 };

    [Test]
    public void No_outcome_is_missed_in_generated_programs()
    {
        var compared = 0;
        ConcurrentProgramGenerator.Programs.Sample(
            source =>
            {
                var program = ProgramRun.Compile(source);
                var states = Explorer.Explore(program, Options with { Reduction = Reduction.States });
                var reduced = Explorer.Explore(program, Options with { Reduction = Reduction.PartialOrder });
                if (states.Statistics.End == SearchEnd.Complete) AssertSame(states, reduced, source);

                var everything = Explorer.Explore(program, Options with { Reduction = Reduction.None });
                if (everything.Statistics.End != SearchEnd.Complete) return;
                AssertSame(everything, reduced, source);
                Interlocked.Increment(ref compared);
            },
            iter: 60,
            threads: 1);

        Assert.That(compared, Is.GreaterThan(20), "programs small enough for brute force");
    }

    [Test]
    public void Fewer_states_are_looked_at()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Increments(""));

        int States(Reduction reduction) => Explorer.Explore(program, Options with { Reduction = reduction }).Statistics.States;

        Assert.That(States(Reduction.PartialOrder), Is.LessThan(States(Reduction.States)));
        Assert.That(States(Reduction.States), Is.LessThan(States(Reduction.None)));
    }

    private static void AssertSame(ExplorationResult full, ExplorationResult reduced, string source)
    {
        Assert.That(full.Statistics.End, Is.EqualTo(reduced.Statistics.End), source);
        Assert.That(reduced.Outcomes, Is.EquivalentTo(full.Outcomes), source);
        Assert.That(reduced.Findings.Select(Said).Order(), Is.EqualTo(full.Findings.Select(Said).Order()), source);
    }

    /// <summary>What a finding says apart from the run that shows it: one kind at one place may have several.</summary>
    private static string Said(Finding finding) => $"{finding.Kind} {(finding.Kind == FindingKind.NonSerializable ? "" : finding.Span)}";
}
