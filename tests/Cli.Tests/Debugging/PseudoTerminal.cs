using System.Diagnostics;

namespace StateFlow.Cli.Tests.Debugging;

/// <summary>A terminal without a window, by tmux: keys in, screen out.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    /// <summary>Only ends what hangs; no test says how long anything takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _server = $"stateflow-test-{Guid.NewGuid():N}";

    /// <summary>Runs a shell command in a folder; the test is skipped where tmux is not installed.</summary>
    public PseudoTerminal(string command, string folder)
    {
        try
        {
            Tmux("-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "40", "-c", folder, command);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("tmux is not installed");
        }
    }

    /// <summary>What stands on the screen.</summary>
    public string Screen => Tmux("capture-pane", "-p");

    /// <summary>Presses keys, by the names that tmux gives them.</summary>
    public void Press(params string[] keys) => Tmux(["send-keys", .. keys]);

    public void Type(string text) => Tmux("send-keys", "-l", text);

    public void Resize(int width, int height) => Tmux("resize-window", "-x", $"{width}", "-y", $"{height}");

    /// <summary>Waits until a text stands on the screen.</summary>
    public void Await(string text)
    {
        var watch = Stopwatch.StartNew();
        while (!Screen.Contains(text))
        {
            if (watch.Elapsed > Patience) Assert.Fail($"'{text}' does not appear:\n{Screen}");
            Thread.Sleep(50);
        }
    }

    public void Dispose() => Tmux("kill-server");

    private string Tmux(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-L", _server, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
