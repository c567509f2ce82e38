using StateFlow.Language;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary>The samples do what the files beside them say, from text and from IR.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SampleTests
{
    /// <summary>Those in folders of their own are parts of applications, and run by their tests.</summary>
    public static IEnumerable<TestCaseData> Samples => Repository.Files("samples", "*.sf")
        .Where(path => Path.GetDirectoryName(path) == Repository.PathOf("samples"))
        .Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));

    public static IEnumerable<TestCaseData> Stages => Compiler.Stages.Select(stage => new TestCaseData(stage));

    [Test]
    public void ThereAreSamples() => Assert.That(Samples, Is.Not.Empty);

    [TestCaseSource(nameof(Samples))]
    public void PrintsWhatIsExpected(string path)
    {
        var result = StateFlowProcess.Run("run", path);
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo((ExpectedOutput(path), "", 0)));
    }

    [TestCaseSource(nameof(Samples))]
    public void IsCleanWhenChecked(string path)
    {
        var result = StateFlowProcess.Run("check", path);
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo(("", "", 0)));
    }

    [TestCaseSource(nameof(Samples))]
    public void PrintsTheSameFromItsIr(string path)
    {
        using var folder = new TemporaryFolder();
        var ir = StateFlowProcess.Run("ir", path);
        folder.Write("program.json", ir.OutputBytes);

        Assert.That(folder.StateFlow("run", "program.json").Output, Is.EqualTo(ExpectedOutput(path)), "from a file");
        Assert.That(StateFlowProcess.RunWithInput(ir.Output, "run", "-").Output, Is.EqualTo(ExpectedOutput(path)), "from standard input");
        Assert.That(folder.StateFlow("ir", "program.json").Output, Is.EqualTo(ir.Output), "printed again");
    }

    [TestCaseSource(nameof(Stages))]
    public void ShowsEachStage(string stage)
    {
        var results = Samples.Select(sample => StateFlowProcess.Run("ir", (string)sample.Arguments[0]!, "--stage", stage)).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Select(result => result.ExitCode), Is.All.Zero);
            Assert.That(results.Select(result => result.Output), Is.All.EndsWith("\n"));
            Assert.That(results.Select(result => result.Output), Is.Unique);
        }
    }

    [Test]
    public void HasNoStagesOfAProgramInIrForm()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", StateFlowProcess.RunWithInput("printfn \"hello\"", "ir", "-").OutputBytes);

        var result = folder.StateFlow("ir", "a.json", "--stage", "bind");

        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0009: 'a.json'"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    private static string ExpectedOutput(string path) =>
        File.ReadAllText(Repository.PathOf("samples", "expected", Path.GetFileNameWithoutExtension(path) + ".txt")).ReplaceLineEndings("\n");
}
