using System.Xml.Linq;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Rendering;

public sealed class SvgRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void Text_of_a_program_stays_text()
    {
        foreach (var diagram in HostileProgram.Diagrams)
        {
            var svg = Draw(diagram);
            var lines = diagram.Nodes.SelectMany(node => node.Sections).SelectMany(section => section);
            Assert.That(svg.Descendants(Svg + "script"), Is.Empty);
            Assert.That(lines, Is.SubsetOf(svg.Descendants(Svg + "text").Select(text => text.Value)));
        }
    }

    [Test]
    public void A_control_character_does_not_break_the_document()
    {
        var node = new DiagramNode("a\u0001", NodeKind.Code, "\u0000\uD800", "", []);
        Assert.That(Draw(new Diagram("\u001B", "", FlowDirection.Down, [node], [], [])).Descendants(Svg + "text"), Has.Exactly(2).Items);
    }

    [Test]
    public void Nodes_and_edges_tell_what_they_are()
    {
        var svg = Draw(MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem"));
        var groups = svg.Descendants(Svg + "g").ToLookup(group => ((string?)group.Attribute("class"))!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(groups["node remote-call"].Select(node => (string?)node.Attribute("data-id")), Is.EqualTo(new[] { "b0", "b3" }));
            Assert.That(
                groups["edge remote-call"].Select(edge => ((string?)edge.Attribute("data-from"), (string?)edge.Attribute("data-to"))),
                Is.EqualTo(new[] { ("b0", "b0.call"), ("b3", "b3.call") }));
            Assert.That(svg.Root!.Element(Svg + "title")!.Value, Does.StartWith("User.BuyItem"));
            Assert.That(svg.Root!.Element(Svg + "desc")!.Value, Does.Contain("Item.Price, Item.UpdateStock"));
        }
    }

    [Test]
    public void Marks_and_line_numbers_stand_out_in_their_lines()
    {
        var (diagram, _) = Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "User.BuyItem");
        var svg = Draw(diagram);
        var line = svg.Descendants(Svg + "text").First(text => text.Value.Contains("amount * item.Price"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.Value, Is.EqualTo("32 │     let total = amount * item.Price ①"));
            Assert.That(line.Elements(Svg + "tspan").Select(part => ((string?)part.Attribute("class"), part.Value)), Is.EqualTo(new[] { ("gutter", "32 │ "), ("mark", "①") }));
            Assert.That(svg.Descendants(Svg + "g").Count(group => (string?)group.Attribute("class") == "panel"), Is.EqualTo(5));
        }
    }

    [Test]
    public void A_page_may_hold_many_drawings()
    {
        var svg = Draw(DataflowDiagram.Of(Programs.Read("samples/shop.sf")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(svg.Descendants().Attributes("id"), Is.Empty);
            Assert.That(svg.Root!.Element(Svg + "style")!.Value.Split('\n'), Has.None.Match("^[^@}](?!stateflow )"));
        }
    }

    [Test]
    public void An_arrow_has_its_head_at_its_end()
    {
        var edges = Draw(MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem")).Descendants(Svg + "g")
            .Where(group => group.Attribute("data-from") is not null).ToList();

        Assert.That(edges, Is.Not.Empty);
        foreach (var edge in edges)
        {
            var paths = edge.Descendants(Svg + "path").Select(path => (string)path.Attribute("d")!).ToList();
            var end = paths[0].Split('L')[^1];
            Assert.That(paths[1], Does.Contain($"L{end}L"));
        }
    }

    [Test]
    public void The_legend_stands_below_the_drawing_and_says_what_its_edges_mean()
    {
        var diagram = MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem");
        var layout = new LayeredLayout().Arrange(diagram, new CommonFontMeasures());
        var (drawing, entries) = LegendLayout.Place(layout, new CommonFontMeasures());

        Assert.That(entries.Select(entry => entry.Kind), Is.EqualTo(new[] { EdgeKind.Flow, EdgeKind.RemoteCall, EdgeKind.Answer }));
        Assert.That(entries.Select(entry => entry.Start.Y), Is.All.GreaterThan(layout.Size.Height).And.All.LessThan(drawing.Size.Height));
        Assert.That(entries.Select(entry => entry.Meaning.Position.X + entry.Meaning.Width), Is.All.LessThan(drawing.Size.Width));
        Assert.That(Draw(diagram).Descendants(Svg + "text").Select(text => text.Value), Is.SupersetOf(diagram.Legend.Select(entry => entry.Meaning)));
    }

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Every_drawing_is_a_document(string file)
    {
        foreach (var diagram in Programs.Diagrams(Programs.Read(file)))
            Assert.That(Draw(diagram).Root!.Attribute("viewBox"), Is.Not.Null, diagram.Title);
    }

    private static XDocument Draw(Diagram diagram) => XDocument.Parse(new SvgRenderer().Render(diagram));
}
