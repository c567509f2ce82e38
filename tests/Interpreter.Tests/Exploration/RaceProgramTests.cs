using NUnit.Framework;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Tests.Shared;

namespace StateFlow.Interpreter.Tests.Exploration;

/// <summary>What is wrong with the programs of <c>tests/Programs/races</c> is found, and nothing in their repaired twins.</summary>
public sealed class RaceProgramTests
{
    public static IEnumerable<TestCaseData> Programs =>
        Repository.Files("tests/Programs/races", "*.sf").Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));

    [Test]
    public void Every_racy_program_has_a_repaired_twin()
    {
        var names = Programs.Select(program => Path.GetFileName((string)program.Arguments[0]!)).ToLookup(name => name.EndsWith(".repaired.sf"));

        Assert.That(names[false].Count(), Is.GreaterThanOrEqualTo(12));
        Assert.That(names[true], Is.EquivalentTo(names[false].Select(name => Path.ChangeExtension(name, ".repaired.sf"))));
    }

    [TestCaseSource(nameof(Programs))]
    public void Is_found_where_it_is_and_nowhere_else(string path)
    {
        var source = File.ReadAllText(path);
        var options = ExplorationOptions.Default;
        if (Head(source, "faults") is [var count, .. var guarantee])
        {
            var delivery = guarantee is ["at-least-once"] ? DeliveryGuarantee.AtLeastOnce : DeliveryGuarantee.ExactlyOnce;
            options = options with { Faults = int.Parse(count), Delivery = delivery };
        }

        var result = Explorer.Explore(ProgramRun.Compile(source), options);

        var expected = Head(source, "finds")!;
        Assert.That(result.Statistics.End, Is.EqualTo(SearchEnd.Complete));
        Assert.That(result.Findings.Select(finding => finding.Kind.ToString()).Distinct(), Is.EquivalentTo(expected is ["nothing"] ? [] : expected));
        foreach (var finding in result.Findings)
            Assert.That(Explorer.Replay(ProgramRun.Compile(source), finding.Run.Schedule, options).Trace.Steps.Count, Is.EqualTo(finding.Run.Trace.Steps.Count));
    }

    /// <summary>Delivered exactly once, no fault shows: all that is found is found without faults, too.</summary>
    [TestCaseSource(nameof(Programs))]
    public void Exactly_once_hides_every_fault(string path)
    {
        var program = ProgramRun.Compile(File.ReadAllText(path));
        var options = ExplorationOptions.Default with { MaxStates = 30_000, RandomRuns = 200 };

        var without = Explorer.Explore(program, options);
        var with = Explorer.Explore(program, options with { Faults = 1 });

        Assert.That(with.Outcomes, with.Statistics.End == SearchEnd.Complete ? Is.EquivalentTo(without.Outcomes) : Is.SubsetOf(without.Outcomes));
        // Which of several shortest runs stands for a finding may differ, and with it the call that is named.
        Assert.That(with.Findings.Select(finding => finding.Kind).Distinct(), Is.SubsetOf(without.Findings.Select(finding => finding.Kind)));
    }

    /// <summary>The words after a comment in the first lines, such as <c>// finds: LostUpdate</c>.</summary>
    private static string[]? Head(string source, string name) => source.Split('\n').Take(2)
        .Where(line => line.StartsWith($"// {name}: "))
        .Select(line => line[(name.Length + 5)..].Trim().Split(' '))
        .FirstOrDefault();
}
