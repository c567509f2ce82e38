namespace StateFlow.Conformance.Tests.Programs;

/// <summary>A suite that finds no files would pass in silence.</summary>
public sealed class SuiteIsThere
{
    [TestCase("correct")]
    [TestCase("compile-error")]
    [TestCase("run-time-failure")]
    public void HasProgramsOfEachKind(string kind) => Assert.That(ProgramFile.All(kind), Is.Not.Empty);

    [TestCase("correct")]
    [TestCase("run-time-failure")]
    public void SaysWhatEachProgramPrints(string kind) =>
        Assert.That(ProgramFile.All(kind).Where(program => !program.HasExpectedOutput), Is.Empty);
}
