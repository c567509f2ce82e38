using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Rendering;

public sealed class MermaidRendererTests
{
    [Test]
    public void A_method_is_a_flowchart()
    {
        var mermaid = new MermaidRenderer().Render(MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mermaid, Does.StartWith("flowchart TD\n"));
            Assert.That(mermaid, Does.Contain("    n1>\"b0 · calls Item.Price<br/>item.Price\"]\n"));
            Assert.That(mermaid, Does.Contain("  n1 ==>|\"keeps amount, item\"| n2\n"));
        }
    }

    [Test]
    public void A_panel_is_a_subgraph_with_its_lanes()
    {
        var (diagram, _) = Programs.Passes("samples/shop.sf").Single(pair => pair.Passes.StateMachine.Name == "User.BuyItem");
        var mermaid = new MermaidRenderer().Render(diagram);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mermaid.Split('\n').Count(line => line.StartsWith("  subgraph panel", StringComparison.Ordinal)), Is.EqualTo(5));
            Assert.That(mermaid, Does.Contain("    subgraph lane5[\"Item\"]\n      n16(\"① Item.Price\")\n"));
            Assert.That(mermaid, Does.Contain("32\u00A0│\u00A0\u00A0\u00A0\u00A0\u00A0let total = amount #42; item.Price ①<br/>"));
            Assert.That(mermaid, Does.Not.Contain("\"\""), "Mermaid takes no empty text");
            Assert.That(mermaid, Does.EndWith("  class n0,n1 listing\n"));
        }
    }

    [Test]
    public void Text_of_a_program_stays_text()
    {
        foreach (var mermaid in HostileProgram.Diagrams.Select(new MermaidRenderer().Render))
        {
            var labels = mermaid.Split('\n').Where(line => line.Contains('"')).Select(line => line[(line.IndexOf('"') + 1)..line.LastIndexOf('"')]);
            foreach (var label in labels) Assert.That(label.Replace("<br/>", ""), Does.Not.Match("[\"<>`{}\\[\\]|]"));
        }
    }
}
