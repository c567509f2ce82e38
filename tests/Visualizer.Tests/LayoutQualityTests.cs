using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Tests;

public sealed class LayoutQualityTests
{
    [Test]
    public void Counts_a_crossing_the_bends_and_the_length()
    {
        var quality = LayoutQuality.Of(Drawing([new Point(0, 10), new Point(20, 10)], [new Point(10, 0), new Point(10, 30), new Point(40, 30)]));
        Assert.That(quality, Is.EqualTo(new LayoutQuality(Crossings: 1, Bends: 1, Length: 80, Shared: 0, Area: 5000)));
    }

    [Test]
    public void Measures_where_edges_lie_on_each_other()
    {
        var quality = LayoutQuality.Of(Drawing([new Point(0, 10), new Point(20, 10)], [new Point(30, 10), new Point(15, 10), new Point(15, 40)]));
        Assert.That(quality, Is.EqualTo(new LayoutQuality(Crossings: 0, Bends: 1, Length: 65, Shared: 5, Area: 5000)));
    }

    [Test]
    public void Does_not_count_edges_that_meet_at_an_end()
    {
        var quality = LayoutQuality.Of(Drawing([new Point(0, 10), new Point(20, 10)], [new Point(20, 10), new Point(20, 40)]));
        Assert.That((quality.Crossings, quality.Shared), Is.EqualTo((0, 0.0)));
    }

    private static DiagramLayout Drawing(params ImmutableArray<Point>[] paths)
    {
        var edges = paths.Select((_, index) => new DiagramEdge($"from {index}", $"to {index}", EdgeKind.Flow, [])).ToArray();
        return new DiagramLayout(
            new Diagram("", "", FlowDirection.Down, [], edges.ToSequence(), []),
            new Size(100, 50),
            new PlacedText("", TextStyle.Heading, default, 0),
            [],
            [.. edges.Zip(paths, (edge, path) => new PlacedEdge(edge, path, null, []))],
            []);
    }
}
