using Microsoft.Playwright;

namespace StateFlow.Tests.Shared;

/// <summary>One headless Chromium for all tests of the namespace in which a set-up fixture derives from this; without it they are skipped.</summary>
public abstract class HeadlessBrowser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>A root user has no sandbox; the rest keeps the browser from asking the network for anything of its own.</summary>
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? s_playwright;
    private static IBrowser? s_browser;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Find() is not { } path)
        {
            Assert.Ignore($"needs a browser on the path: {string.Join(", ", Names)}");
            return;
        }

        s_playwright = await Playwright.CreateAsync();
        s_browser = await s_playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (s_browser is not null) await s_browser.CloseAsync();
        s_playwright?.Dispose();
    }

    /// <summary>Shows a page, which was written as a file, in a window of its own.</summary>
    public static async Task<BrowserPage> Open(string html, ColorScheme scheme = ColorScheme.Light) => await BrowserPage.Open(await Window(scheme), html);

    /// <summary>Shows the page at an address in a window of its own.</summary>
    public static async Task<BrowserPage> OpenAddress(string address, ColorScheme scheme = ColorScheme.Light) => await BrowserPage.OpenAddress(await Window(scheme), address);

    private static Task<IBrowserContext> Window(ColorScheme scheme) => s_browser!.NewContextAsync(new BrowserNewContextOptions
    {
        ColorScheme = scheme,
        ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
    });

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
