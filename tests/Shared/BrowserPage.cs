using Microsoft.Playwright;

namespace StateFlow.Tests.Shared;

/// <summary>A page that is shown, and what went wrong on it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string? _file;

    private BrowserPage(IBrowserContext context, IPage page, string? file)
    {
        (_context, Page, _file) = (context, page, file);
        page.Console += (_, message) => Complaints.Add(message.Text);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) =>
        {
            Complaints.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Everything that scripts wrote to the console, raised or asked.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The addresses that were loaded.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<BrowserPage> Open(IBrowserContext context, string html)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.html");
        await File.WriteAllTextAsync(file, html);
        var page = new BrowserPage(context, await context.NewPageAsync(), file);
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    public static async Task<BrowserPage> OpenAddress(IBrowserContext context, string address)
    {
        var page = new BrowserPage(context, await context.NewPageAsync(), null);
        await page.Page.GotoAsync(address);
        return page;
    }

    /// <summary>Presses keys one after another.</summary>
    public async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    /// <summary>The text of the only element that a selector finds.</summary>
    public async Task<string> Text(string selector) => await Page.Locator(selector).TextContentAsync() ?? "";

    /// <summary>The texts of all elements that a selector finds.</summary>
    public async Task<IReadOnlyList<string>> Texts(string selector) => await Page.Locator(selector).AllTextContentsAsync();

    /// <summary>An attribute of all elements that a selector finds.</summary>
    public async Task<string[]> Attributes(string selector, string name) =>
        await Page.Locator(selector).EvaluateAllAsync<string[]>("(elements, name) => elements.map(element => element.getAttribute(name))", name);

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        if (_file is not null) File.Delete(_file);
    }
}
