using Microsoft.Playwright;
using StateFlow.Tests.Shared;

namespace StateFlow.Http.Tests.Browser;

public sealed class StatusPageTests
{
    private const string Shop = """
        entity Item(name: string) =
            key name
            let mutable stock = 100
            member this.Take(amount: int) : unit = stock <- stock - amount
        entity User(name: string) =
            key name
            member this.Buy(item: Item) : unit = item.Take(1)
        """;

    [TestCase(ColorScheme.Light, "rgb(255, 255, 255)")]
    [TestCase(ColorScheme.Dark, "rgb(13, 17, 23)")]
    public async Task Shows_the_dataflow_and_what_the_engine_does(ColorScheme scheme, string background)
    {
        await using var server = await TestServer.StartAsync(Shop);
        await using var page = await HeadlessBrowser.OpenAddress(server.Address.AbsoluteUri, scheme);
        await Assertions.Expect(page.Page.Locator("#state")).ToHaveTextAsync("running");
        Assert.That(await page.Page.TitleAsync(), Is.EqualTo("test.sf · StateFlow"));
        Assert.That(await page.Attributes("main .node", "data-id"), Is.SupersetOf((string[])["ingress", "operator Item", "operator User", "egress"]));
        Assert.That(await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"), Is.EqualTo(background));
        Assert.That(page.Complaints, Is.Empty);
        Assert.That(page.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)), Is.All.StartsWith(server.Address.AbsoluteUri));
    }

    [Test]
    public async Task Shows_the_rate_of_each_edge_and_when_the_engine_stops()
    {
        await using var server = await TestServer.StartAsync(Shop);
        await using var page = await HeadlessBrowser.OpenAddress("about:blank", ColorScheme.Light);
        var (events, fault) = (0, "null");
        await page.Page.RouteAsync("**/statistics", route =>
        {
            events += 5000;
            return route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "application/json",
                Body = $$"""{"requests":{{events}},"failures":1,"pending":2,"batches":3,"conflicts":4,"entities":1234,"fault":{{fault}},"edges":[{"source":"ingress","target":"User","events":{{events}}},{"source":"User","target":"Item","events":0}]}""",
            });
        });
        await page.Page.GotoAsync(server.Address.AbsoluteUri);
        var busy = page.Page.Locator("g.edge[data-from='ingress'][data-to='operator User']");
        await Assertions.Expect(busy).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("busy"));
        await Assertions.Expect(busy.Locator("text.rate")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[1-9][0-9,]*/s$"));
        await Assertions.Expect(page.Page.Locator("#rate")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[1-9][0-9,]*$"));
        Assert.That(await page.Text("#entities"), Is.EqualTo("1,234"));
        Assert.That(await page.Text("g.edge[data-from='operator User'][data-to='operator Item'] text.rate"), Is.Empty);
        fault = "\"the disk is full\"";
        await Assertions.Expect(page.Page.Locator("#state.wrong")).ToHaveTextAsync("the disk is full");
        Assert.That(page.Complaints, Is.Empty);
    }
}
