using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Interpreter;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;
using StateFlow.Visualizer.Tests;
using StateFlow.Visualizer.Tests.Rendering;

namespace StateFlow.Formatting.Tests;

/// <summary>Programs, graphs and runs as drawings.</summary>
public sealed class DrawingTests
{
    private static readonly Program Shop = Programs.Read("samples/shop.sf");

    private static readonly TracedRun ShopRun = ProgramRunner.Trace(Shop, TextWriter.Null, RunOptions.Default);

    private static IEnumerable<TestCaseData> Drawn() =>
    [
        new(Shop, DataflowDiagram.Of(Shop)) { TestName = "A program" },
        new(new Compilation(Shop, []), DataflowDiagram.Of(Shop)) { TestName = "A compilation" },
        new(Shop.Dataflow, DataflowDiagram.Of(Shop.Dataflow)) { TestName = "A dataflow" },
        new(Shop.Calls, CallsDiagram.Of(Shop.Calls)) { TestName = "Calls" },
        new(Shop.Method("User.BuyItem"), MethodDiagram.Of(Shop.Method("User.BuyItem"))) { TestName = "A method" },
        new(MethodDiagram.Of(Shop, "User.BuyItem"), MethodDiagram.Of(Shop, "User.BuyItem")) { TestName = "A diagram" },
        new(ShopRun.Trace, TraceDiagram.Of(ShopRun.Trace)) { TestName = "A trace" },
        new(ShopRun, TraceDiagram.Of(ShopRun.Trace)) { TestName = "A run" },
    ];

    [TestCaseSource(nameof(Drawn))]
    public void Is_a_drawing_and_a_text(object value, Diagram diagram)
    {
        var svg = Displayed.Html(value).Descendants(Displayed.Svg + "svg").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                svg.Descendants(Displayed.Svg + "g").Where(group => ((string)group.Attribute("class")!).StartsWith("node ", StringComparison.Ordinal)).Select(group => (string)group.Attribute("data-id")!),
                Is.EqualTo(diagram.Nodes.Select(node => node.Id)));
            Assert.That(Displayed.Text(value), Does.StartWith(new TextRenderer().Render(diagram)));
            Assert.That(Formatter.GetPreferredMimeTypesFor(value.GetType()), Is.EqualTo(new[] { "text/html", "text/plain" }));
        }
    }

    [TestCaseSource(nameof(Drawn))]
    public void Is_the_same_after_registering_again(object value, Diagram diagram)
    {
        var before = value.ToDisplayString();
        StateFlowFormatters.Register();

        Assert.That(value.ToDisplayString(), Is.EqualTo(before), diagram.Title);
    }

    [Test]
    public void A_run_shows_the_states_in_the_end()
    {
        Assert.That(Displayed.Html(ShopRun).Descendants("caption").Select(caption => caption.Value), Is.EqualTo(new[] { "Item, 1 entity", "User, 2 entities" }));
        Assert.That(Displayed.Text(ShopRun), Does.EndWith(Displayed.Text(ShopRun.Tables)));
    }

    [Test]
    public void A_program_with_warnings_shows_both()
    {
        var compilation = Compiler.Compile([new SourceText("w.sf", "match 1 with\n| x -> printfn \"a\"\n| _ -> printfn \"b\"\n")]);

        Assert.That(compilation.Diagnostics.Select(diagnostic => diagnostic.Severity), Is.EqualTo(new[] { Severity.Warning }));
        Assert.That(Displayed.Html(compilation).Descendants("strong").Single().Value, Is.EqualTo("warning"));
        Assert.That(Displayed.Html(compilation).Descendants(Displayed.Svg + "svg"), Has.One.Items);
    }

    [Test]
    public void Text_of_a_program_stays_text()
    {
        var compilation = Compiler.Compile([new SourceText("<script>.sf", HostileProgram.Text)]);
        var program = compilation.Program!;
        var run = ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default);
        object[] values = [compilation, program, program.Dataflow, program.Calls, run, run.Trace, run.Tables, .. run.Entities.Keys, .. program.Calls.Methods.Select(program.Method)];
        using (Assert.EnterMultipleScope())
        {
            foreach (var html in values.Select(Displayed.Html))
            {
                Assert.That(html.Descendants().Select(element => element.Name.LocalName), Has.None.AnyOf("script", "b", "img", "link"));
                Assert.That(html.Descendants().Attributes().Select(attribute => attribute.Name.LocalName), Has.None.StartsWith("on").And.None.EqualTo("href").And.None.EqualTo("src"));
            }
        }

        Assert.That(Displayed.Html(run.Tables).Words(), Does.Contain("</text><script>alert('1')</script>"));
    }
}
