using CsCheck;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;
using StateFlow.Visualizer.Tests;

namespace StateFlow.Visualizer.Msagl.Tests;

public sealed class MsaglLayoutTests
{
    private static readonly MsaglLayout Layout = new();
    private static readonly CommonFontMeasures Measures = new();

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Nothing_of_a_program_covers_anything_else(string file)
    {
        foreach (var diagram in Programs.Diagrams(Programs.Read(file)))
            Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty, diagram.Title);
    }

    [Test]
    public void Nothing_of_any_diagram_covers_anything_else() => GeneratedDiagrams.Any.Sample(
        diagram => Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)).Take(5), Is.Empty), iter: 100);

    /// <summary>Where the router by itself leads an edge through a node.</summary>
    [Test]
    public void An_edge_that_finds_no_way_goes_around() => GeneratedDiagrams.Any.Sample(
        diagram => Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty), iter: 1, threads: 1, seed: "9IeSb55N2RA2");

    [TestCase(FlowDirection.Down)]
    [TestCase(FlowDirection.Right)]
    public void A_diagram_may_be_empty(FlowDirection flow)
    {
        var layout = Layout.Arrange(new Diagram("nothing", "", flow, [], [], [new DiagramLane("a", "A")]), Measures);
        Assert.That(Geometry.Faults(layout), Is.Empty);
    }

    [Test]
    public void The_same_diagram_gives_the_same_drawing() => GeneratedDiagrams.Any.Sample(
        diagram =>
        {
            var first = new SvgRenderer(Layout, Measures).Render(diagram);
            var second = new SvgRenderer(Layout, Measures).Render(diagram);
            Assert.That(second, Is.EqualTo(first));
        },
        iter: 20);
}
