using CsCheck;
using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Tests.Layout;

public sealed class PanelLayoutTests
{
    private static readonly PanelLayout Layout = new(new LayeredLayout());
    private static readonly CommonFontMeasures Measures = new();

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Nothing_of_the_passes_covers_anything_else(string file)
    {
        foreach (var (diagram, _) in Programs.Passes(file))
            Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty, diagram.Title);
    }

    [Test]
    public void Nothing_of_any_panel_covers_anything_else() => GeneratedDiagrams.Panels.Sample(
        diagram => Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)).Take(5), Is.Empty), iter: 200);

    [Test]
    public void A_method_of_forty_blocks_has_its_drawing()
    {
        var calls = string.Concat(Enumerable.Range(1, 20).Select(i => $"        if cell.Value > {i} then total <- total + cell.Add({i})\n"));
        var program = Programs.Compile($"""
            entity Cell(name: string) =
                key name
                let mutable value = 0
                member this.Value : int = value
                member this.Add(amount: int) : int = amount

            entity Owner(name: string) =
                key name
                member this.Work(cell: Cell) : int =
                    let mutable total = 0
            {calls}        total
            """);
        var (diagram, passes) = Programs.Passes(program).Single(pair => pair.Passes.StateMachine.Name == "Owner.Work");
        Assert.That(passes.StateMachine.Blocks, Has.Count.GreaterThanOrEqualTo(40));
        Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty);
    }

    [Test]
    public void Panels_stand_in_reading_order()
    {
        var drawing = Layout.Arrange(Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "User.BuyItem").Diagram, Measures);
        var places = drawing.Panels.Select(panel => (panel.Bounds.X, panel.Bounds.Y)).ToArray();
        Assert.That(places, Is.EqualTo(places.Order()));
    }

    [TestCase(8, 5)]
    [TestCase(80, 2)]
    public void Panels_stand_side_by_side_as_long_as_they_fit_a_screen(int titleLength, int columns)
    {
        var panels = Enumerable.Range(1, 5).Select(number => new DiagramPanel($"{number}", "", "")).ToSequence();
        var nodes = panels.Select(panel => new DiagramNode(panel.Id, NodeKind.Code, new string('x', titleLength), "", [], panel.Id)).ToSequence();
        var diagram = new Diagram("", "", FlowDirection.Down, nodes, [], panels.Select(panel => new DiagramLane(panel.Id, "", panel.Id)).ToSequence()) { Panels = panels };

        Assert.That(Layout.Arrange(diagram, Measures).Panels.Select(panel => panel.Bounds.X).Distinct().Count(), Is.EqualTo(columns));
    }

    [Test]
    public void An_edge_stays_in_its_panel()
    {
        var diagram = new Diagram(
            "",
            "",
            FlowDirection.Down,
            [new DiagramNode("a", NodeKind.Code, "a", "", [], "1"), new DiagramNode("b", NodeKind.Code, "b", "", [], "2")],
            [new DiagramEdge("a", "b", EdgeKind.Flow, [])],
            [new DiagramLane("1", "", "1"), new DiagramLane("2", "", "2")])
        {
            Panels = [new DiagramPanel("1", "1", ""), new DiagramPanel("2", "2", "")],
        };

        Assert.That(() => Layout.Arrange(diagram, Measures), Throws.ArgumentException);
    }
}
