using StateFlow.Tests.Shared;

namespace StateFlow.Course.Tests.Rendered;

/// <summary>Each lesson as its reader sees it.</summary>
public sealed class PageTests
{
    private const string Drawing = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='40'%20height='40'/%3E";

    public static IEnumerable<string> Lessons => Notebook.Lessons;

    [TestCaseSource(nameof(Lessons))]
    public async Task Shows_all_that_it_put_out(string lesson)
    {
        await using var page = await HeadlessBrowser.Open(await File.ReadAllTextAsync(Path.Combine(Execution.Folder, $"{lesson}.html")));

        var drawings = Notebook.Committed(lesson).Code.SelectMany(cell => cell.Shown).Count(shown => shown.Kind == "image/svg+xml");
        Assert.That(await page.Page.Locator("img.stateflow-drawing").CountAsync(), Is.EqualTo(drawings));
        Assert.That(await PageCheck.Complaints(page.Page), Is.Empty);
    }

    [Test]
    public async Task A_good_page_has_nothing_wrong()
    {
        await using var page = await Open($"<div class='jp-OutputArea-output'><img class='stateflow-drawing' src=\"{Drawing}\"></div><div class='jp-OutputArea-output'>3</div>");

        Assert.That(await PageCheck.Complaints(page.Page), Is.Empty);
    }

    [TestCase("<div class='jp-OutputArea-output'><img class='stateflow-drawing' src='data:image/svg+xml,nothing'></div>", "a drawing cannot be shown")]
    [TestCase($"<div class='jp-OutputArea-output'><img class='stateflow-drawing' style='width: 0' src=\"{Drawing}\"></div>", "a drawing has no size")]
    [TestCase("<div class='jp-OutputArea-output'> </div>", "an output is empty")]
    [TestCase("<iframe style='width: 0; border: 0'></iframe>", "a frame has no size")]
    [TestCase("<p style='width: 3000px'>wide</p>", "pixels wider than its window")]
    public async Task A_wrong_page_is_found(string body, string found)
    {
        await using var page = await Open(body);

        Assert.That(await PageCheck.Complaints(page.Page), Has.Some.Contains(found));
    }

    private static Task<BrowserPage> Open(string body) => HeadlessBrowser.Open($"<!DOCTYPE html><html><body>{body}</body></html>");
}
