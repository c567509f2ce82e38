using StateFlow.Cli.Tests;
using StateFlow.Tests.Shared;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;
using StateFlow.Visualizer.Tests;

namespace StateFlow.Visualizer.Msagl.Tests;

/// <summary><c>stateflow graph --layout msagl</c>, with the extension beside the program.</summary>
public sealed class CommandTests
{
    [Test]
    public void Draws_with_the_extension()
    {
        var result = StateFlowProcess.Run("graph", Repository.PathOf("samples/shop.sf"), "--kind", "method", "--of", "User.BuyItem", "--layout", "msagl");

        var diagram = MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem");
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
        Assert.That(result.Output, Is.EqualTo(new SvgRenderer(new MsaglLayout(), new CommonFontMeasures()).Render(diagram)));
    }
}
