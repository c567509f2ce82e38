using System.Diagnostics;
using System.Text.Json;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary><c>stateflow repl</c> at a pseudo-terminal: keys in, screen out.</summary>
public sealed class ReplTerminalTests
{
    private const string Up = "\e[A";
    private const string Prompt = "\e[90m> ";
    private const string StoppedPrompt = "\e[90mdebug> ";

    private TemporaryFolder _state = null!;

    [OneTimeSetUp]
    public void NeedsPython()
    {
        if (OperatingSystem.IsWindows() || !IsInstalled("python3")) Assert.Ignore("python3, which makes the pseudo-terminal, is not installed");
    }

    [SetUp]
    public void Begin() => _state = new TemporaryFolder();

    [TearDown]
    public void End() => _state.Dispose();

    [Test]
    public void ShowsValuesAndColoursWhatIsTyped()
    {
        var shown = Drive(Expect(Prompt), Send("let x = 20\r"), Expect("val x : int = 20"), Expect(Prompt), Send("x + 22\r"), Expect("val it : int = 42"), Expect(Prompt), Send(":quit\r"));

        Assert.That(shown, Does.Contain("\e[34mlet\e[0m"));
    }

    [Test]
    public void GoesOnWhileInputIsUnfinishedAndEndsWithAnEmptyLine() => Drive(
        Expect(Prompt), Send("let f (x: int) : int =\r"), Expect("- "), Send("x + 1"), Expect("1"), Send("\r"), Expect("- "), Send("\r"), Expect("val f : int -> int"),
        Expect(Prompt), Send("f 1\r"), Expect("val it : int = 2"), Expect(Prompt), Send("\x04"));

    [Test]
    public void InterruptsWhatRunsAndKeepsTheSession() => Drive(
        Expect(Prompt), Send("let x = 1\r"), Expect("val x"), Expect(Prompt),
        Send("printfn \"begun\"; while true do ()\r"), Expect("begun\r\n"), Send("\x03"), Expect("interrupted"),
        Expect(Prompt), Send("x + 1\r"), Expect("val it : int = 2"), Expect(Prompt), Send("\x04"));

    [Test]
    public void AbandonsInputOnControlC() => Drive(
        Expect(Prompt), Send("let"), Expect("let"), Send("\x03"), Expect("^C"), Expect(Prompt), Send("1 + 1\r"), Expect("val it : int = 2"), Expect(Prompt), Send("\x04"));

    [Test]
    public void RemembersEarlierSessions()
    {
        Drive(Expect(Prompt), Send("let remembered = 7\r"), Expect("val remembered"), Expect(Prompt), Send("\x04"));
        Drive(Expect(Prompt), Send(Up), Expect("remembered"), Send("\r"), Expect("val remembered : int = 7"), Expect(Prompt), Send("\x04"));
    }

    [Test]
    public void CompletesMembersKeysAndCommands() => Drive(
        Expect(Prompt), Send($":load {Repository.PathOf("samples/shop.sf")}\r"), Expect("val apple"), Expect(Prompt),
        Send("ann.Bal\t\r"), Expect("val it : int"), Expect(Prompt),
        Send("Item.Get(\"app\t\").Price\r"), Expect("val it : int"), Expect(Prompt),
        Send(":eng\t\r"), Expect("interpreter (there is"), Expect(Prompt), Send("\x04"));

    [Test]
    public void StepsOverACallAndBackAndGoesOn() => Drive(
        Expect(Prompt), Send($":load {Repository.PathOf("samples/shop.sf")}\r"), Expect("val apple"), Expect(Prompt),
        Send(":break User.BuyItem\r"), Expect("breakpoint 1: User.BuyItem\r\n"), Expect(Prompt),
        Send("ann.BuyItem(1, apple)\r"), Expect("User(\"ann\").BuyItem, block b0"), Expect("amount * item.Price"), Expect("^^^"), Expect(StoppedPrompt),
        Send(":step over\r"), Expect("block b1"), Expect(StoppedPrompt),
        Send("\r"), Expect("if balance < total"), Expect(StoppedPrompt),
        Send("total\r"), Expect("5\r\n"), Expect(StoppedPrompt),
        Send(":back over\r"), Expect("block b1"), Expect(StoppedPrompt),
        Send(":back\r"), Expect("Item(\"apple\").Price"), Expect(StoppedPrompt),
        Send("tot"), Expect("tot"), Send("\x03"), Expect("^C"), Expect(StoppedPrompt),
        Send(":continue\r"), Expect("val it : bool = "), Expect(Prompt), Send("\x04"));

    [Test]
    public void PausesWhatRunsUnderTheDebugger() => Drive(
        Expect(Prompt), Send("let mutable n = 0\r"), Expect("val mutable n"), Expect(Prompt), Send(":break failure\r"), Expect("breakpoint 1"), Expect(Prompt),
        Send("printfn \"begun\"; while true do n <- n + 1\r"), Expect("begun\r\n"), Send("\x03"), Expect("paused"), Expect(StoppedPrompt),
        Send("n >= 0\r"), Expect("true\r\n"), Expect(StoppedPrompt), Send(":stop\r"), Expect("given up"),
        Expect(Prompt), Send("n\r"), Expect("val it : int = 0"), Expect(Prompt), Send("\x04"));

    [Test]
    public void EndsWithItsTerminal() => Drive(Expect(Prompt), "hangup");

    private static string Send(string text) => $"send {JsonSerializer.Serialize(text)}";

    private static string Expect(string text) => $"expect {JsonSerializer.Serialize(text)}";

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    /// <summary>What was shown.</summary>
    private string Drive(params string[] steps)
    {
        var start = new ProcessStartInfo("python3", [Repository.PathOf("tests/Cli.Tests/terminal.py"), Path.Combine(AppContext.BaseDirectory, "stateflow"), "repl"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _state.Path,
        };
        start.Environment["XDG_STATE_HOME"] = _state.Path;
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(string.Join('\n', steps));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero.Or.EqualTo(129), () => $"{errors.Result}\n{shown}");
        return shown;
    }
}
