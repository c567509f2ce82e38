namespace StateFlow.Conformance.Tests.Programs;

/// <summary>Compares what the compiler reports with what a program's markers ask for.</summary>
internal static class Expectations
{
    /// <summary>Every marker is met by one diagnostic, in order, and there is no other.</summary>
    public static void AreReported(ProgramFile file)
    {
        var expected = file.Markers.Where(marker => marker.Kind != "failure").ToList();
        var reported = file.Compile().Diagnostics;

        var agree = expected.Count == reported.Length && expected.Zip(reported).All(pair => pair.First.IsMetBy(pair.Second));
        Assert.That(agree, Is.True, () => $"expected\n  {Lines(expected)}\nreported\n  {Lines(reported)}");
    }

    private static string Lines<T>(IEnumerable<T> items) => string.Join("\n  ", items.DefaultIfEmpty().Select(item => item?.ToString() ?? "nothing"));
}
