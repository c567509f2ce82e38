using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Msagl;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Interactive.Tests;

public sealed class DirectiveTests
{
    private InteractiveNotebook _notebook = null!;

    [SetUp]
    public async Task Create() => _notebook = await InteractiveNotebook.WithShopAsync();

    [TearDown]
    public void Close() => _notebook.Dispose();

    [TestCase("#!graph", "[User]")]
    [TestCase("#!graph calls", "==> UpdateStock")]
    [TestCase("#!graph User.BuyItem", "item.Price")]
    [TestCase("#!graph method User.BuyItem", "item.Price")]
    public async Task A_graph_is_drawn(string directive, string content)
    {
        var display = (await _notebook.RunAsync($"#!stateflow\n{directive}")).All<DisplayedValueProduced>().Single();
        Assert.That(CellEvents.Form(display, "image/svg+xml"), Does.StartWith("<svg"));
        Assert.That(CellEvents.Form(display, "text/plain"), Does.Contain(content));
    }

    [TestCase("#!passes User.BuyItem")]
    [TestCase("#!state")]
    [TestCase("#!ir --json")]
    [TestCase("#!ir User.BuyItem")]
    [TestCase("#!engine")]
    [TestCase("#!help")]
    public async Task Directives_without_code_show_something(string directive)
    {
        var seen = await _notebook.RunAsync($"#!stateflow\n{directive}");
        Assert.That(seen.Output + string.Concat(seen.All<DisplayedValueProduced>().Select(display => CellEvents.Form(display, "text/plain"))), Does.Match("User|interpreter|#!help"));
    }

    [Test]
    public async Task Graphs_are_arranged_by_the_extension_that_is_present()
    {
        var drawn = (await _notebook.RunAsync("#!stateflow\nlet x = 1\n#!graph calls")).All<DisplayedValueProduced>().Single();
        var program = _notebook.Kernel.Notebook.Entities.Program!;
        Assert.That(CellEvents.Form(drawn, "image/svg+xml"), Is.EqualTo(new SvgRenderer(new MsaglLayout(), new CommonFontMeasures()).Render(CallsDiagram.Of(program))));
    }

    [TestCase("#!trace\nann.BuyItem(1, apple)")]
    [TestCase("#!step\nann.BuyItem(1, apple)")]
    public async Task Directives_with_code_run_it_once(string part)
    {
        var seen = await _notebook.RunAsync($"#!stateflow\nlet before = ann.Balance\n{part}\nprintfn $\"{{before}} {{ann.Balance}}\"");
        Assert.That(seen.Output, Does.Contain("100 95"));
        Assert.That(seen.All<DisplayedValueProduced>(), Is.Not.Empty);
    }

    [Test]
    public async Task Time_tells_what_its_code_took() =>
        Assert.That((await _notebook.RunAsync("#!stateflow\n#!time\nann.Balance")).Output, Does.StartWith("elapsed: "));

    [Test]
    public async Task Progress_takes_the_place_of_what_was_shown()
    {
        var seen = await _notebook.RunAsync("#!stateflow\n#!explore --max-states 1000\nlet calls = [start (ann.BuyItem(1, apple)); start (ann.BuyItem(1, apple))]\ncalls |> List.map wait");
        var first = seen.All<DisplayedValueProduced>().First();
        Assert.That(seen.All<DisplayedValueUpdated>().Last().ValueId, Is.EqualTo(first.ValueId));
        Assert.That((await _notebook.RunAsync("#!stateflow\nann.Balance")).Value, Is.EqualTo("100"));
    }

    [Test]
    public async Task A_directive_that_misses_its_code_says_so() =>
        Assert.That((await _notebook.SendAsync("#!stateflow\nlet x = 1\n#!trace")).Failure, Does.Contain("SF0702").And.Contain("the code below it"));

    [Test]
    public async Task A_mistake_below_a_directive_has_its_place_in_the_whole_cell()
    {
        var seen = await _notebook.SendAsync("#!stateflow\n\n#!trace\nlet x = nowhere");
        Assert.That(seen.Diagnostics.Single().LinePositionSpan.Start, Is.EqualTo(new LinePosition(3, 8)));
        Assert.That(seen.Failure, Does.Contain("(4,9): error"));
    }

    [Test]
    public async Task A_directive_that_nobody_knows_is_refused_with_the_nearest_name()
    {
        var seen = await _notebook.SendAsync("#!stateflow\n#!grph");
        Assert.That(seen.Failure, Does.Contain("SF0701").And.Contain("#!graph"));
        Assert.That(seen.Diagnostics.Single().LinePositionSpan, Is.EqualTo(new LinePositionSpan(new LinePosition(1, 0), new LinePosition(1, 6))));
    }

    [Test]
    public async Task A_directive_that_nobody_knows_in_another_language_is_not_ours() =>
        Assert.That((await _notebook.SendAsync("#!csharp\n#!grph")).Failure, Does.Not.Contain("SF0701"));

    [Test]
    public async Task Reset_forgets_the_entities()
    {
        await _notebook.RunAsync("#!stateflow\n#!reset");
        Assert.That((await _notebook.SendAsync("#!stateflow\nann")).Failure, Does.Contain("SF"));
    }

    [Test]
    public async Task Directives_are_completed_and_explained()
    {
        var names = await _notebook.CommandAsync(new RequestCompletions("#!stateflow\n#!gr", new LinePosition(1, 4)));
        Assert.That(Items(names), Does.Contain("#!graph"));
        var methods = await _notebook.CommandAsync(new RequestCompletions("#!stateflow\n#!graph ", new LinePosition(1, 8)));
        Assert.That(Items(methods), Does.Contain("User.BuyItem").And.Contain("calls"));
        var help = await _notebook.CommandAsync(new RequestHoverText("#!stateflow\n#!graph", new LinePosition(1, 3)));
        Assert.That(help.All<HoverTextProduced>().Single().Content.Single().Value, Does.Contain("#!graph [calls | METHOD]"));
    }

    private static IEnumerable<string> Items(CellEvents seen) => seen.All<CompletionsProduced>().Single().Completions.Select(item => item.DisplayText);
}
