using System.ComponentModel;
using System.Diagnostics;
using System.Xml.Linq;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Rendering;

public sealed class DotRendererTests
{
    [Test]
    public void A_lane_is_a_cluster_and_a_call_an_arrow()
    {
        var dot = new DotRenderer().Render(MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem"));
        Assert.That(dot, Does.Contain("subgraph \"cluster_1\" {\n    label=\"Item\";\n    \"b0.call\" ["));
        Assert.That(dot, Does.Contain("\"b0\" -> \"b0.call\" [style=bold, label=\"keeps amount, item\\l\"];"));
    }

    [Test]
    public void Graphviz_draws_any_text()
    {
        foreach (var diagram in HostileProgram.Diagrams) AssertDrawn(diagram);
    }

    [TestCase("samples/shop.sf")]
    [TestCase("samples/tpcc.sf")]
    [TestCase("samples/booking.sf")]
    public void Graphviz_draws_programs(string file)
    {
        foreach (var diagram in Programs.Diagrams(Programs.Read(file))) AssertDrawn(diagram);
    }

    [Test]
    public void Graphviz_draws_panels()
    {
        foreach (var (diagram, _) in Programs.Passes("samples/shop.sf")) AssertDrawn(diagram);
    }

    private static void AssertDrawn(Diagram diagram)
    {
        var (svg, exitCode, errors) = RunGraphviz(new DotRenderer().Render(diagram));
        Assert.That(exitCode, Is.Zero, errors);
        var groups = XDocument.Parse(svg).Descendants().Where(element => (string?)element.Attribute("class") == "node");
        Assert.That(groups.Count(), Is.EqualTo(diagram.Nodes.Count));
    }

    private static (string Svg, int ExitCode, string Errors) RunGraphviz(string dot)
    {
        var start = new ProcessStartInfo("dot", "-Tsvg") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var svg = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(dot);
            process.StandardInput.Close();
            process.WaitForExit();
            return (svg.Result, process.ExitCode, errors.Result);
        }
        catch (Win32Exception)
        {
            Assert.Ignore("Graphviz is not installed: there is no `dot` to try the text on");
            throw;
        }
    }
}
