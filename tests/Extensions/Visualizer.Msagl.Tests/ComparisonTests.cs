using System.Diagnostics;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Tests;

namespace StateFlow.Visualizer.Msagl.Tests;

/// <summary>The table of docs/visualizer.md: both layouts of the samples, by one measure.</summary>
public sealed class ComparisonTests
{
    private const int Runs = 5;

    private static readonly CommonFontMeasures Measures = new();

    [Test]
    public void Both_layouts_draw_the_samples_without_faults()
    {
        TestContext.Out.WriteLine("| drawing | layout | crossings | bends | length | on each other | area | ms |");
        TestContext.Out.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        Compare("the shop's dataflow", Sample("shop", "Dataflow"));
        Compare("`User.BuyItem` of the shop", Sample("shop", "User.BuyItem"));
        Compare("the bank's calls", Sample("bank", "Calls"));
        Compare("`Account.PayAll` of the bank", Sample("bank", "Account.PayAll"));
        Compare("`Traveller.TryAlternatives` of the booking", Sample("booking", "Traveller.TryAlternatives"));
        Compare("the calls of TPC-C", Sample("tpcc", "Calls"));
        Compare("all drawings of all samples", [.. Programs.Files.Where(file => file.StartsWith("samples/", StringComparison.Ordinal)).SelectMany(file => Programs.Diagrams(Programs.Read(file)))]);
    }

    private static Diagram Sample(string name, string title) =>
        Programs.Diagrams(Programs.Read($"samples/{name}.sf")).First(diagram => diagram.Title.StartsWith(title, StringComparison.Ordinal));

    private static void Compare(string name, params Diagram[] diagrams)
    {
        Row(name, "layered", new LayeredLayout(), diagrams);
        Row("", "msagl", new MsaglLayout(), diagrams);
    }

    private static void Row(string name, string layoutName, ILayout layout, Diagram[] diagrams)
    {
        var drawings = diagrams.Select(diagram => layout.Arrange(diagram, Measures)).ToArray();
        Assert.That(drawings.SelectMany(Geometry.Faults), Is.Empty, $"{name} by {layoutName}");

        var watch = Stopwatch.StartNew();
        for (var run = 0; run < Runs; run++)
        {
            foreach (var diagram in diagrams) layout.Arrange(diagram, Measures);
        }

        var milliseconds = watch.Elapsed.TotalMilliseconds / Runs;
        var sum = drawings.Select(LayoutQuality.Of).Aggregate((a, b) => a + b);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"| {name} | {layoutName} | {sum.Crossings} | {sum.Bends} | {sum.Length:N0} | {sum.Shared:N0} | {sum.Area / 1000:N0}k | {milliseconds:N0} |"));
    }
}
