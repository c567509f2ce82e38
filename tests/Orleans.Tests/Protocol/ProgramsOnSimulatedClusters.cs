using StateFlow.Interpreter;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Tests.Shared;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>The programs of the suite print on a cluster what they print in the interpreter, whatever the network does and whoever crashes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProgramsOnSimulatedClusters
{
    public static IEnumerable<TestCaseData> Programs => Repository.Files("tests/Programs", "*.sf")
        .Select(path => Path.GetRelativePath(Repository.PathOf("tests/Programs"), path).Replace('\\', '/'))
        .Where(name => name.StartsWith("correct/", StringComparison.Ordinal) || name.StartsWith("run-time-failure/", StringComparison.Ordinal))
        .Select(name => new TestCaseData(name).SetArgDisplayNames(name));

    public static IEnumerable<TestCaseData> SequentialPrograms => Programs.Where(test => IsSequential(Text((string)test.Arguments[0]!)));

    [TestCaseSource(nameof(Programs))]
    public void WhenNothingIsStored(string name) => Check(name, MachineOptions.Default with { IsDurable = false }, Faults.None, seed: 0);

    [TestCaseSource(nameof(Programs))]
    public void WhenAllIsStored(string name) => Check(name, MachineOptions.Default, Faults.None, seed: 0);

    [TestCaseSource(nameof(SequentialPrograms))]
    public void WhenMessagesAreLostAndRepeatedAndEntitiesCrash(string name)
    {
        foreach (var seed in (int[])[1, 2, 3]) Check(name, MachineOptions.Default with { MaxDepth = 100 }, new Faults(Loss: 0.05, Repetition: 0.05, Crash: 0.02), seed);
    }

    private static void Check(string name, MachineOptions options, Faults faults, int seed)
    {
        var program = Compiler.Compile([new SourceText(Path.GetFileName(name), Text(name))]).Program!;
        using var expected = new StringWriter { NewLine = "\n" };
        var run = ProgramRunner.Run(program, expected, new RunOptions(MaxDepth: options.MaxDepth));

        var script = SimulatedScript.Run(new ProgramVersion("test", program), options, faults, seed);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(script.Failure?.Describe(), Is.EqualTo(run.Failure?.Describe()), $"seed {seed}");
            Assert.That(script.Output, Is.EqualTo(expected.ToString()), $"seed {seed}");
            Assert.That(script.Cluster.Reported, Is.Empty);
        }
    }

    private static string Text(string name) => File.ReadAllText(Repository.PathOf("tests/Programs", name));

    private static bool IsSequential(string text) => !text.Contains("start") && !text.Contains("let!");
}
