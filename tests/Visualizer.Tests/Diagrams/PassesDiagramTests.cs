using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Diagrams;

public sealed class PassesDiagramTests
{
    [Test]
    public void A_call_has_the_same_mark_from_the_source_to_the_state_machine()
    {
        var (diagram, _) = Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "User.BuyItem");
        var marked = diagram.Nodes.SelectMany(node => Texts(node).Where(text => text.Contains('②')).Select(text => $"{node.Id}: {text.Trim()}"));
        Assert.That(marked, Is.EqualTo(new[]
        {
            "source: 34 │     elif not (item.UpdateStock(-amount)②) then false",
            "normalized: 34 │     updateStock <- remote item.UpdateStock(-amount) ②",
            "flow b2: item.UpdateStock(-amount) ②",
            "split b3: send item.UpdateStock(-amount) ②",
            "machine b3: send item.UpdateStock(-amount) ②",
            "machine b3.call: ② Item.UpdateStock",
        }));
    }

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Every_call_is_marked_in_every_panel(string file)
    {
        foreach (var (diagram, passes) in Programs.Passes(file).Where(pair => pair.Passes.Calls.Count is > 0 and <= 20))
        {
            var blocks = diagram.Nodes.Where(node => node.Kind != NodeKind.Method).ToLookup(node => diagram.Lanes.Single(lane => lane.Id == node.Lane).Panel!);
            var normalized = Marks(blocks["normalized"]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(normalized.Distinct(), Is.EqualTo(Enumerable.Range(1, passes.Calls.Count).Select(MarkedCode.Mark)), diagram.Title);
                Assert.That(Marks(blocks["flow"]), Is.EquivalentTo(normalized), diagram.Title);
                Assert.That(Marks(blocks["split"]), Is.EquivalentTo(normalized), diagram.Title);
                Assert.That(Marks(blocks["machine"]), Is.EquivalentTo(normalized), diagram.Title);
                Assert.That(Marks(blocks["source"]), Is.Unique.And.EquivalentTo(normalized.Distinct()), diagram.Title);
                Assert.That(UnmarkedHops(diagram), Is.Empty, diagram.Title);
            }
        }
    }

    /// <summary>Hops whose mark is not that of a call in the block that makes them.</summary>
    private static IEnumerable<string> UnmarkedHops(Diagram diagram)
    {
        var nodes = diagram.Nodes.ToDictionary(node => node.Id);
        return diagram.Edges.Where(edge => nodes[edge.To].Kind == NodeKind.Method)
            .Where(edge => !Marks([nodes[edge.To]]).Any(Marks([nodes[edge.From]]).Contains))
            .Select(edge => edge.To);
    }

    [Test]
    public void More_calls_than_there_are_circled_numbers_have_plain_ones() => Assert.That(
        new[] { 1, 20, 21, 100 }.Select(MarkedCode.Mark), Is.EqualTo(new[] { "①", "⑳", "(21)", "(100)" }));

    [Test]
    public void Live_variables_stand_at_the_split_blocks()
    {
        var (diagram, _) = Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "User.BuyItem");
        Assert.That(
            diagram.Nodes.Where(node => node.Id.StartsWith("split", StringComparison.Ordinal)).Select(node => node.Sections[0][0]),
            Is.EqualTo(new[] { "live: amount, item", "live: amount, item, price", "return false", "live: amount, item, total", "live: total, updateStock", "return false", "live: total" }));
    }

    [Test]
    public void A_terminal_shows_panel_after_panel()
    {
        var (diagram, _) = Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "Item.Price");
        Assert.That(new TextRenderer().Render(diagram), Does.StartWith("""
            Item.Price : int

            === 1 source === as written; the same number is the same call everywhere

             10 │ member this.Price : int = price

            === 2 normalized === every call that may wait has a line of its own

             10 │ return this.price

            === 3 control flow === choices and loops become arrows between blocks

            (b0)
                return this.price

            """.ReplaceLineEndings("\n")));
    }

    private static IEnumerable<string> Marks(IEnumerable<DiagramNode> nodes) =>
        nodes.SelectMany(Texts).SelectMany(text => text).Where(MarkedCode.IsMark).Select(mark => mark.ToString());

    private static IEnumerable<string> Texts(DiagramNode node) => node.Sections.SelectMany(section => section).Append(node.Title);
}
