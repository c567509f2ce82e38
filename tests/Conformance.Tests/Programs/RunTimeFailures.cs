using StateFlow.Conformance.Tests.Engines;

namespace StateFlow.Conformance.Tests.Programs;

/// <summary>Programs that compile and end in an uncaught failure.</summary>
[TestFixtureSource(typeof(AllEngines), nameof(AllEngines.Instances))]
[Parallelizable(ParallelScope.All)]
public sealed class RunTimeFailures(IEngine engine)
{
    public static IEnumerable<TestCaseData> Programs =>
        ProgramFile.All("run-time-failure").Select(program => new TestCaseData(program).SetArgDisplayNames(program.Name));

    [TestCaseSource(nameof(Programs))]
    public void FailsAtTheMarkedLine(ProgramFile file)
    {
        var program = file.CompileWithoutErrors();
        var expected = file.Markers.Single(marker => marker.Kind == "failure");

        var execution = engine.Run(program, seed: 0);

        Assert.That(execution.Failure, Is.Not.Null, "the program ran to its end");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(execution.Failure!.Message, Does.Contain(expected.Fragment).IgnoreCase);
            Assert.That(execution.Failure.Span.File, Is.EqualTo(file.Source.File));
            Assert.That(execution.Failure.Span.Start.Line, Is.EqualTo(expected.Line));
            Assert.That(execution.Failure.Description, Does.StartWith($"{execution.Failure.Span}: error: "));
            Assert.That(execution.Failure.Description, Is.EqualTo(AllEngines.Reference.Run(program, seed: 0).Failure!.Description));
            Assert.That(execution.Output, Is.EqualTo(file.ExpectedOutput));
        }
    }
}
