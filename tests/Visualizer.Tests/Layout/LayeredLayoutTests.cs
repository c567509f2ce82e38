using CsCheck;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Layout;

public sealed class LayeredLayoutTests
{
    private static readonly LayeredLayout Layout = new();
    private static readonly CommonFontMeasures Measures = new();

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Nothing_of_a_program_covers_anything_else(string file)
    {
        foreach (var diagram in Programs.Diagrams(Programs.Read(file)))
            Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty, diagram.Title);
    }

    [Test]
    public void Nothing_of_any_diagram_covers_anything_else() => GeneratedDiagrams.Any.Sample(
        diagram => Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)).Take(5), Is.Empty), iter: 500);

    [TestCase(FlowDirection.Down)]
    [TestCase(FlowDirection.Right)]
    public void A_diagram_may_be_empty(FlowDirection flow)
    {
        var layout = Layout.Arrange(new Diagram("nothing", "", flow, [], [], [new DiagramLane("a", "A")]), Measures);
        Assert.That(Geometry.Faults(layout), Is.Empty);
    }

    [Test]
    public void Blocks_on_either_side_of_a_call_are_in_one_line()
    {
        var layout = Layout.Arrange(MethodDiagram.Of(Programs.Read("samples/booking.sf"), "Traveller.Book"), Measures);
        var middles = layout.Nodes.Where(node => node.Node.Id is "entry" or "b0" or "b1" or "b2").Select(node => node.Bounds.X + (node.Bounds.Width / 2));
        Assert.That(middles.Max() - middles.Min(), Is.LessThan(1));
    }

    [Test]
    public void The_same_diagram_gives_the_same_drawing() => GeneratedDiagrams.Any.Sample(
        diagram =>
        {
            var first = new SvgRenderer().Render(diagram);
            var second = new SvgRenderer().Render(diagram);
            Assert.That(second, Is.EqualTo(first));
        },
        iter: 20);
}
