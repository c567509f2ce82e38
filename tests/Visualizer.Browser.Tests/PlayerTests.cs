using System.Globalization;
using StateFlow.Interpreter;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Tests.Shared;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Player;
using StateFlow.Visualizer.Tests;
using StateFlow.Visualizer.Tests.Rendering;

namespace StateFlow.Visualizer.Browser.Tests;

/// <summary>The player of a run, driven as its users do.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlayerTests
{
    private const string CurrentBlock = "#view-method svg:not([hidden]) .node.current";

    private static readonly Program Shop = Programs.Read("samples/shop.sf");

    /// <summary>The place in the shop's run at which the first purchase learns the price.</summary>
    private const int PriceIsKnown = 12;

    public static IEnumerable<string> Samples => Programs.Files.Where(file => file.StartsWith("samples/", StringComparison.Ordinal));

    [Test]
    public async Task Begins_at_the_beginning()
    {
        await using var page = await Open(Shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Text("#place"), Does.StartWith("event 1 of "));
            Assert.That(await page.Text("#entity"), Is.EqualTo("script"));
            Assert.That(await page.Page.IsDisabledAsync("#back"), Is.True);
            Assert.That(await page.Page.IsDisabledAsync("#forward"), Is.False);
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.Requests, Has.Count.EqualTo(1), "the page itself");
        }
    }

    [Test]
    public async Task Shows_block_line_and_states_of_the_moment()
    {
        await using var page = await Open(Shop);
        await GoTo(page, PriceIsKnown);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Text("#entity"), Is.EqualTo("User(\"ann\")"));
            Assert.That(await page.Text("#facts"), Does.Contain("the answer 5 from Item(\"apple\")"));
            Assert.That(await page.Text("#stack"), Does.EndWith("User(\"ann\").BuyItem(2, Item(\"apple\"))"));
            Assert.That(await page.Attributes(CurrentBlock, "data-id"), Is.EqualTo(new[] { "b1" }));
            Assert.That(await Visited(page), Is.EqualTo(new[] { "entry", "b0", "b0.call", "b1" }), "the way of the call so far");
            Assert.That(
                (await page.Texts("#source li[aria-current]")).Select(line => line.Trim()),
                Is.EqualTo(new[] { "let total = amount * item.Price", "if balance < total then false" }));
            Assert.That(await States(page), Does.Contain("Item(\"apple\")|\"apple\"|10|5").And.Contain("User(\"ann\")|\"ann\"|101"));
        }
    }

    [Test]
    public async Task Shows_the_waiting_caller_while_the_called_entity_works()
    {
        await using var page = await Open(Shop);
        await GoTo(page, PriceIsKnown - 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Text("#entity"), Is.EqualTo("Item(\"apple\")"));
            Assert.That(await page.Attributes("#view-method svg:not([hidden])", "data-method"), Is.EqualTo(new[] { "User.BuyItem" }));
            Assert.That(await page.Attributes(CurrentBlock, "data-id"), Is.EqualTo(new[] { "b0.call" }));
        }

        await page.Press("ArrowLeft");
        Assert.That(await page.Text("#facts"), Does.EndWith("keepsamount = 2, item = Item(\"apple\")"));
    }

    [Test]
    public async Task Steps_forward_and_back_by_keys_and_buttons()
    {
        await using var page = await Open(Shop);
        await page.Press("ArrowRight", "ArrowRight", "ArrowRight");
        var third = await Moment(page);
        await page.Page.ClickAsync("#forward");
        var fourth = await Moment(page);
        await page.Page.ClickAsync("#back");
        var again = await Moment(page);
        await page.Press("ArrowRight", "ArrowLeft");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fourth, Is.Not.EqualTo(third));
            Assert.That(again, Is.EqualTo(third));
            Assert.That(await Moment(page), Is.EqualTo(third));
        }
    }

    [Test]
    public async Task A_changed_field_stands_out_with_its_old_value()
    {
        await using var page = await Open(Shop);
        await GoTo(page, 4);

        Assert.That(await page.Text("#facts"), Does.Contain("stock: 0 → 10"));
        Assert.That(await page.Attributes("#states td.changed", "data-before"), Is.EqualTo(new[] { "0" }));
        Assert.That(await page.Texts("#states td.changed"), Is.EqualTo(new[] { "10" }));
    }

    [Test]
    public async Task Goes_from_event_to_event_where_events_run_several_blocks()
    {
        await using var page = await Open(Programs.Read("samples/bank.sf"));
        var places = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            places.Add(await page.Text("#place"));
            await page.Press(i % 2 == 0 ? "Shift+ArrowRight" : "PageDown");
        }

        await page.Press("Shift+ArrowLeft");

        Assert.That(places.Select(place => place.Split(' ')[1]), Is.EqualTo(Enumerable.Range(1, 8).Select(number => $"{number}")));
        Assert.That(await page.Text("#place"), Does.StartWith("event 8 of "));
    }

    [Test]
    public async Task The_slider_goes_anywhere()
    {
        await using var page = await Open(Shop);
        await page.Page.FocusAsync("#slider");
        await page.Press("End");
        var last = await page.Text("#place");
        await page.Page.EvaluateAsync("() => { const slider = document.getElementById('slider'); slider.value = 11; slider.dispatchEvent(new Event('input')); }");

        Assert.That(last.Split(' ')[1], Is.EqualTo(last.Split(' ')[3]), "the last event");
        Assert.That(await page.Attributes(CurrentBlock, "data-id"), Is.EqualTo(new[] { "b1" }));
    }

    [Test]
    public async Task Plays_until_it_is_stopped()
    {
        await using var page = await Open(Shop);
        await page.Page.SelectOptionAsync("#speed", "4");
        await page.Page.FocusAsync("#slider");
        await page.Press(" ");
        await page.Page.WaitForFunctionAsync("() => Number(document.getElementById('slider').value) >= 3");
        var label = (await page.Attributes("#play", "aria-label"))[0];
        await page.Press(" ");
        var place = await page.Text("#place");
        await Task.Delay(600);

        Assert.That(label, Is.EqualTo("Stop"));
        Assert.That((await page.Attributes("#play", "aria-label"))[0], Is.EqualTo("Play"));
        Assert.That(await page.Text("#place"), Is.EqualTo(place));
    }

    [Test]
    public async Task A_click_on_a_step_of_the_run_goes_there()
    {
        await using var page = await Open(Shop);
        await page.Press("2");
        await page.Page.FocusAsync("#view-run .viewport");
        await page.Press("0");
        await page.Page.ClickAsync("#view-run .node[data-id='step 4']");

        Assert.That(await page.Text("#place"), Does.StartWith("event 4 of "));
        Assert.That(await page.Attributes("#view-run .node.current", "data-id"), Is.EqualTo(new[] { "step 4" }));
    }

    [Test]
    public async Task A_drawing_that_was_clicked_leaves_the_arrows_to_the_player()
    {
        await using var page = await Open(Shop);
        await page.Page.ClickAsync("#view-method .viewport");
        await page.Press("ArrowRight", "ArrowRight");
        var place = await page.Text("#place");
        var before = await page.Attributes("#view-method svg:not([hidden])", "viewBox");
        await page.Press("Control+ArrowRight");

        Assert.That(place, Does.StartWith("event 3 of "));
        Assert.That(await page.Attributes("#view-method svg:not([hidden])", "viewBox"), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task The_run_says_whose_lanes_these_are_wherever_it_is()
    {
        await using var page = await Open(Shop);
        await page.Press("2", "End");
        var isInSight = await page.Page.Locator("#view-run .lane-titles text").EvaluateAllAsync<bool>(
            """
            titles => {
                const frame = document.querySelector("#view-run .viewport").getBoundingClientRect();
                return titles.every(title => title.getBoundingClientRect().top >= frame.top && title.getBoundingClientRect().bottom <= frame.bottom);
            }
            """);

        Assert.That(await page.Texts("#view-run .lane-titles text"), Does.Contain("Item(\"apple\")"));
        Assert.That(isInSight, Is.True);
    }

    [Test]
    public async Task Tabs_change_the_drawing_by_keyboard()
    {
        await using var page = await Open(Shop);
        await page.Page.FocusAsync("#tab-method");
        await page.Press("ArrowRight", "ArrowRight");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Page.IsVisibleAsync("#view-dataflow"), Is.True);
            Assert.That(await page.Page.IsVisibleAsync("#view-method"), Is.False);
            Assert.That(await page.Attributes("[aria-selected=true]", "id"), Is.EqualTo(new[] { "tab-dataflow" }));
        }
    }

    [Test]
    public async Task Shows_the_current_block_wherever_it_stands()
    {
        await using var page = await Open(Programs.Read("samples/tpcc.sf"));
        var count = int.Parse((await page.Attributes("#slider", "max"))[0], CultureInfo.InvariantCulture);
        for (var i = 0; i < Math.Min(count, 60); i++)
        {
            await page.Press("ArrowRight");
            var isVisible = await page.Page.EvaluateAsync<bool>(
                """
                () => {
                    const block = document.querySelector("#view-method svg:not([hidden]) .node.current")?.getBoundingClientRect();
                    const frame = document.querySelector("#view-method .viewport").getBoundingClientRect();
                    return !block || (block.left >= frame.left - 1 && block.top >= frame.top - 1 && block.left < frame.right && block.top < frame.bottom);
                }
                """);
            Assert.That(isVisible, Is.True, await page.Text("#place"));
        }
    }

    [Test]
    public async Task A_small_window_stays_where_its_reader_is()
    {
        await using var page = await Open(Shop);
        await page.Page.SetViewportSizeAsync(600, 800);
        await page.Press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "End");

        Assert.That(await page.Page.EvaluateAsync<double>("scrollY"), Is.Zero);
    }

    [TestCaseSource(nameof(Samples))]
    public async Task Ends_with_the_output_and_the_states_of_the_run(string file)
    {
        var program = Programs.Read(file);
        var output = new StringWriter { NewLine = "\n" };
        var trace = ProgramRunner.Trace(program, output, RunOptions.Default).Trace;
        await using var page = await HeadlessBrowser.Open(Player().Render(program, trace, limit: int.MaxValue));
        await page.Press("End");

        Assert.That(await page.Text("#output"), Is.EqualTo(output.ToString()));
        Assert.That((await States(page)).Order(), Is.EqualTo(FinalStates(program, trace).Order()));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task One_call_is_shown_with_the_states_it_met()
    {
        var trace = ProgramRunner.Trace(Shop, TextWriter.Null, RunOptions.Default).Trace;
        await using var page = await HeadlessBrowser.Open(Player().Render(Shop, trace, trace.OfCall("User.BuyItem", 2)));

        Assert.That(await page.Text("#place"), Is.EqualTo("event 1 of 6"));
        Assert.That(await States(page), Does.Contain("User(\"ann\")|\"ann\"|91"));
    }

    [Test]
    public async Task Text_of_a_program_stays_text()
    {
        var program = HostileProgram.Program;
        await using var page = await Open(program);
        await page.Press("End", "2", "3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Texts("#source li"), Is.EqualTo(program.Sources[0].Text.ReplaceLineEndings("\n").Split('\n')));
            Assert.That(await page.Text(".file-name"), Is.EqualTo(program.Sources[0].File));
            Assert.That(await page.Page.Locator("script").CountAsync(), Is.EqualTo(3), "the page's own scripts and the recording");
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.Requests, Has.Count.EqualTo(1), "the page itself");
        }
    }

    [Test]
    public async Task Every_control_has_a_name()
    {
        await using var page = await Open(Shop);
        foreach (var control in await page.Page.Locator("button, input, select").AllAsync())
        {
            var name = await control.EvaluateAsync<string>("element => element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent");
            Assert.That(name.Trim(), Is.Not.Empty, await control.EvaluateAsync<string>("element => element.outerHTML"));
        }
    }

    private static TracePlayer Player() => new(new LayeredLayout(), new CommonFontMeasures());

    private static Task<BrowserPage> Open(Program program) =>
        HeadlessBrowser.Open(Player().Render(program, ProgramRunner.Trace(program, TextWriter.Null, RunOptions.Default).Trace));

    /// <summary>Goes to a place, from 1, in a page that stands at the beginning.</summary>
    private static Task GoTo(BrowserPage page, int place) => page.Press([.. Enumerable.Repeat("ArrowRight", place - 1)]);

    private static Task<string[]> Visited(BrowserPage page) => page.Attributes("#view-method svg:not([hidden]) .node.visited", "data-id");

    /// <summary>Everything that a user reads of a moment.</summary>
    private static async Task<string> Moment(BrowserPage page) => string.Join(
        '\n', await page.Text("#place"), await page.Text("#facts"), await page.Text("#stack"), string.Join(' ', await States(page)), string.Join(' ', await Visited(page)));

    /// <summary>The rows of all tables of states: the entity and its fields' values.</summary>
    private static async Task<string[]> States(BrowserPage page) => await page.Page.Locator("#states tbody tr").EvaluateAllAsync<string[]>(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent).join('|'))");

    private static IEnumerable<string> FinalStates(Program program, Trace trace)
    {
        var states = new Dictionary<string, Dictionary<string, string>>();
        foreach (var change in trace.Steps.SelectMany(step => step.Changes))
        {
            if (!states.TryGetValue(change.Entity, out var fields)) states[change.Entity] = fields = [];
            if (change.After is null) fields.Remove(change.Field);
            else fields[change.Field] = change.After;
        }

        return states.Where(entity => entity.Value.Count > 0).Select(entity => string.Join('|', (IEnumerable<string>)
        [
            entity.Key,
            .. program.Operator(entity.Key.Split('(')[0]).Fields.Where(field => entity.Value.ContainsKey(field.Name)).Select(field => entity.Value[field.Name]),
        ]));
    }
}
