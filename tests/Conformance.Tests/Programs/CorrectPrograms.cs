using StateFlow.Conformance.Tests.Engines;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;

namespace StateFlow.Conformance.Tests.Programs;

/// <summary>Programs that compile and run to their end.</summary>
[TestFixtureSource(typeof(AllEngines), nameof(AllEngines.Instances))]
[Parallelizable(ParallelScope.All)]
public sealed class CorrectPrograms(IEngine engine)
{
    public static IEnumerable<TestCaseData> Programs => Cases(ProgramFile.All("correct"));

    public static IEnumerable<TestCaseData> SequentialPrograms => Cases(ProgramFile.All("correct").Where(program => program.IsSequential));

    [TestCaseSource(nameof(Programs))]
    public void PrintsWhatIsExpected(ProgramFile file)
    {
        var execution = Execute(file.CompileWithoutErrors(), seed: 0);

        Assert.That(execution.Failure?.Description, Is.Null);
        Assert.That(execution.Output, Is.EqualTo(file.ExpectedOutput));
    }

    [TestCaseSource(nameof(Programs))]
    public void WarnsAtTheMarkedLines(ProgramFile file) => Expectations.AreReported(file);

    [TestCaseSource(nameof(Programs))]
    public void PrintsTheSameAfterARoundTripThroughJson(ProgramFile file)
    {
        var program = file.CompileWithoutErrors();
        var json = ProgramJson.Write(program);
        var reread = ProgramJson.Read(json);

        Assert.That(Execute(reread, seed: 0).Output, Is.EqualTo(file.ExpectedOutput));
        Assert.That(ProgramJson.Write(reread), Is.EqualTo(json));
    }

    [TestCaseSource(nameof(SequentialPrograms))]
    public void PrintsTheSameWhateverTheSeed(ProgramFile file)
    {
        var program = file.CompileWithoutErrors();
        foreach (var seed in (int[])[1, 42, int.MaxValue])
            Assert.That(Execute(program, seed).Output, Is.EqualTo(file.ExpectedOutput), $"seed {seed}");
    }

    private static IEnumerable<TestCaseData> Cases(IEnumerable<ProgramFile> programs) =>
        programs.Select(program => new TestCaseData(program).SetArgDisplayNames(program.Name));

    private ProgramRun Execute(Program program, int seed) => engine.Run(program, seed);
}
