namespace StateFlow.Conformance.Tests.Programs;

/// <summary>Programs that must be refused, with the lines at fault.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RefusedPrograms
{
    public static IEnumerable<TestCaseData> Programs =>
        ProgramFile.All("compile-error").Select(program => new TestCaseData(program).SetArgDisplayNames(program.Name));

    [TestCaseSource(nameof(Programs))]
    public void IsRefusedAtTheMarkedLines(ProgramFile file)
    {
        Assert.That(file.Markers.Any(marker => marker.Kind == "error"), Is.True, "a refused program marks an error");
        Assert.That(file.Compile().Program, Is.Null, "the program was accepted");
        Expectations.AreReported(file);
    }
}
