using StateFlow.Interpreter;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Tests.Layout;

public sealed class SequenceLayoutTests
{
    private static readonly SequenceLayout Layout = new();
    private static readonly CommonFontMeasures Measures = new();

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Nothing_of_a_run_covers_anything_else(string file)
    {
        foreach (var seed in (int[])[0, 1])
            Assert.That(Geometry.Faults(Layout.Arrange(TraceDiagram.Of(Trace(file, seed)), Measures)), Is.Empty);
    }

    [Test]
    public void Time_goes_down()
    {
        var drawing = Layout.Arrange(TraceDiagram.Of(Trace("samples/shop.sf", seed: 0)), Measures);

        Assert.That(drawing.Nodes.Select(node => node.Bounds.Y), Is.Ordered.Ascending);
    }

    [Test]
    public void An_edge_cannot_go_up()
    {
        var nodes = new[] { "a", "b" }.Select(id => new DiagramNode(id, NodeKind.Code, id, "", [], "lane"));
        var diagram = new Diagram("Up", "", FlowDirection.Down, [.. nodes], [new DiagramEdge("b", "a", EdgeKind.Answer, [])], [new DiagramLane("lane", "lane")]);

        Assert.That(() => Layout.Arrange(diagram, Measures), Throws.ArgumentException);
    }

    private static Trace Trace(string file, int seed) => ProgramRunner.Trace(Programs.Read(file), TextWriter.Null, new RunOptions(seed)).Trace;
}
