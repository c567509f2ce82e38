using System.Globalization;
using Microsoft.Playwright;
using StateFlow.Tests.Shared;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Html;
using StateFlow.Visualizer.Rendering;
using StateFlow.Visualizer.Tests;
using StateFlow.Visualizer.Tests.Rendering;

namespace StateFlow.Visualizer.Browser.Tests;

/// <summary>A drawing on a page of its own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DrawingTests
{
    private static readonly Diagram Method = MethodDiagram.Of(Programs.Read("samples/shop.sf"), "User.BuyItem");

    [Test]
    public async Task Shows_every_node_and_edge()
    {
        await using var page = await Open(Method);

        Assert.That(await page.Attributes(".node", "data-id"), Is.EqualTo(Method.Nodes.Select(node => node.Id)));
        Assert.That(await page.Attributes("g.edge", "data-from"), Is.EqualTo(Method.Edges.Select(edge => edge.From)));
        Assert.That(await page.Page.TitleAsync(), Is.EqualTo(Method.Title));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Is_scaled_by_keys_buttons_and_wheel()
    {
        await using var page = await Open(Method);
        var first = await Scale(page);

        await page.Page.FocusAsync(".viewport");
        await page.Press("+", "+");
        var larger = await Scale(page);
        await page.Page.ClickAsync("[data-zoom=out]");
        var smaller = await Scale(page);
        await page.Page.Mouse.MoveAsync(600, 400);
        await page.Page.Mouse.WheelAsync(0, 400);
        var smallest = await Scale(page);
        await page.Page.FocusAsync(".viewport");
        await page.Press("0");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(larger, Is.EqualTo(first * 1.25 * 1.25).Within(0.01));
            Assert.That(smaller, Is.EqualTo(first * 1.25).Within(0.01));
            Assert.That(smallest, Is.LessThan(smaller));
            Assert.That(await IsWhole(page), Is.True);
        }
    }

    [Test]
    public async Task Is_moved_by_keys_and_pointer()
    {
        await using var page = await Open(Method);
        var scale = await Scale(page);
        var before = await ViewBox(page);

        await page.Page.FocusAsync(".viewport");
        await page.Press("ArrowRight", "ArrowDown");
        var byKeys = await ViewBox(page);
        await page.Page.Mouse.MoveAsync(20, 700);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(120, 650);
        await page.Page.Mouse.UpAsync();
        await page.Page.Mouse.MoveAsync(300, 300);
        var byPointer = await ViewBox(page);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((byKeys.X - before.X) * scale, Is.EqualTo(60).Within(0.5));
            Assert.That((byKeys.Y - before.Y) * scale, Is.EqualTo(60).Within(0.5));
            Assert.That((byPointer.X - byKeys.X) * scale, Is.EqualTo(-100).Within(0.5));
            Assert.That((byPointer.Y - byKeys.Y) * scale, Is.EqualTo(50).Within(0.5));
        }
    }

    [Test]
    public async Task Follows_light_and_dark()
    {
        await using var light = await Open(Method, ColorScheme.Light);
        await using var dark = await Open(Method, ColorScheme.Dark);

        foreach (var selector in (string[])["rect.page", "text.title", ".node.branch .shape"])
        {
            var script = $"getComputedStyle(document.querySelector('{selector}')).fill";
            Assert.That(await dark.Page.EvaluateAsync<string>(script), Is.Not.EqualTo(await light.Page.EvaluateAsync<string>(script)), selector);
        }
    }

    [Test]
    public async Task Text_of_a_program_stays_text()
    {
        foreach (var diagram in HostileProgram.Diagrams)
        {
            await using var page = await Open(diagram);

            Assert.That(await page.Texts("svg text"), Is.SupersetOf(diagram.Nodes.SelectMany(node => node.Sections).SelectMany(section => section)));
            Assert.That(await page.Page.Locator("script").CountAsync(), Is.EqualTo(1), "the page's own script");
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.Requests, Has.Count.EqualTo(1), "the page itself");
        }
    }

    private static Task<BrowserPage> Open(Diagram diagram, ColorScheme scheme = ColorScheme.Light) =>
        HeadlessBrowser.Open(new HtmlRenderer(new SvgRenderer()).Render(diagram), scheme);

    private static async Task<double> Scale(BrowserPage page) =>
        double.Parse((await page.Attributes(".viewport", "data-scale"))[0], CultureInfo.InvariantCulture);

    private static async Task<(double X, double Y)> ViewBox(BrowserPage page)
    {
        var numbers = (await page.Attributes(".viewport > svg", "viewBox"))[0].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }

    private static Task<bool> IsWhole(BrowserPage page) => page.Page.EvaluateAsync<bool>(
        """
        () => {
            const drawing = document.querySelector("svg .page").getBoundingClientRect();
            return drawing.left >= 0 && drawing.top >= 0 && drawing.right <= innerWidth && drawing.bottom <= innerHeight;
        }
        """);
}
