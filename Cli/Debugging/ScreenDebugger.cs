using StateFlow.Cli.Output;

namespace StateFlow.Cli.Debugging;

/// <summary>The debugger on a whole terminal screen, driven by keys.</summary>
internal sealed class ScreenDebugger
{
    private const string EnterScreen = "\e[?1049h\e[?25l";
    private const string LeaveScreen = "\e[?25h\e[?1049l";
    private const string Home = "\e[H\e[2J";
    private const string Keys = "F10 n next  F11 s step  F5 c continue  o out  b ← back  r reverse  e event  F9 break  : command  ? help  q quit";

    private const string Help =
        """
        F10, n   next, over calls             Left, b   back, to the code before
        F11, s   step, into calls             B         back over calls
        Shift-F11, o   out of the method      r         reverse to the last breakpoint
        F5, c    continue                     E, L      back by event, by block
        e, l, t  event, block, transaction    F9        breakpoint at this line, or none
        Up, Down scroll the source            Ctrl-C    pauses a run; ends the debugger
        :        a command, such as `:watch User.balance`; `:help` shows all
        """;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly DebuggerShell _shell;
    private readonly TextWriter _output;
    private Dictionary<string, string> _before = [];
    private string _message = Help;
    private (int Width, int Height) _size;
    private bool _quits;

    private ScreenDebugger(DebuggerShell shell, TextWriter output) => (_shell, _output) = (shell, output);

    /// <summary>Whether input and output are a terminal that can show a screen.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or "" or null);

    public static void Run(DebuggerShell shell, StandardStreams streams)
    {
        Console.TreatControlCAsInput = true;
        streams.Output.Write(EnterScreen);
        // A signal ends the process without coming back here.
        void Restore(object? sender, EventArgs e) => streams.Output.Write(LeaveScreen);
        AppDomain.CurrentDomain.ProcessExit += Restore;
        try
        {
            new ScreenDebugger(shell, streams.Output).Run();
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Restore;
            streams.Output.Write(LeaveScreen);
            streams.Output.Flush();
            Console.TreatControlCAsInput = false;
        }
    }

    private void Run()
    {
        while (!_quits)
        {
            Draw(Keys);
            if (ReadKey() is { } key) Obey(key);
        }
    }

    private void Draw(string lastLine)
    {
        _size = (Console.WindowWidth, Console.WindowHeight);
        var (width, height) = _size;
        var screen = ScreenView.Draw(_shell, _before, _message, width, height - 1);
        _output.Write($"{Home}{screen}\e[{height};1H{(lastLine.Length < width ? lastLine : lastLine[..(width - 1)])}");
        _output.Flush();
    }

    /// <summary>The next key; null if the window has got another size meanwhile.</summary>
    private ConsoleKeyInfo? ReadKey()
    {
        while (!Console.KeyAvailable)
        {
            if (_size != (Console.WindowWidth, Console.WindowHeight)) return null;
            Thread.Sleep(Glance);
        }

        return Console.ReadKey(intercept: true);
    }

    private void Obey(ConsoleKeyInfo key)
    {
        if (IsControlC(key)) _quits = true;
        else if (key.KeyChar == ':') ReadCommand();
        else if (key.KeyChar == '?') _message = Help;
        else if (key.Key is ConsoleKey.UpArrow or ConsoleKey.DownArrow) _shell.Scroll(key.Key == ConsoleKey.UpArrow ? -1 : 1);
        else if (key.Key == ConsoleKey.F9) Execute(_shell.ToggleCommand);
        else if (CommandOf(key) is { } command) Execute(command);
    }

    private static string? CommandOf(ConsoleKeyInfo key) => (key.Key, key.KeyChar) switch
    {
        (ConsoleKey.F10, _) or (_, 'n') => "next",
        (ConsoleKey.F11, _) when key.Modifiers.HasFlag(ConsoleModifiers.Shift) => "out",
        (ConsoleKey.F11 or ConsoleKey.RightArrow, _) or (_, 's') => "step",
        (ConsoleKey.F5, _) or (_, 'c') => "continue",
        (ConsoleKey.LeftArrow, _) or (_, 'b') => "back",
        (_, 'o') => "out",
        (_, 'B') => "rnext",
        (_, 'r') => "reverse",
        (_, 'e') => "event",
        (_, 'E') => "revent",
        (_, 'l') => "block",
        (_, 'L') => "rblock",
        (_, 't') => "transaction",
        (_, 'q') => "quit",
        _ => null,
    };

    /// <summary>Does a command while Ctrl-C can pause it.</summary>
    private void Execute(string command)
    {
        _before = ScreenView.Snapshot(_shell.Session);
        using var pause = new CancellationTokenSource();
        _shell.Pause = pause.Token;
        var running = Task.Run(() => _shell.Execute(command));
        while (!running.Wait(Glance))
        {
            if (Console.KeyAvailable && IsControlC(Console.ReadKey(intercept: true))) pause.Cancel();
        }

        _shell.Pause = CancellationToken.None;
        _shell.ShowCurrentLine();
        var answer = running.Result;
        _message = answer.Text;
        _quits = answer.Quits;
    }

    private void ReadCommand()
    {
        var text = "";
        while (true)
        {
            Draw($":{text}\e[?25h");
            if (ReadKey() is not { } key) continue;
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Escape || IsControlC(key) || (key.Key == ConsoleKey.Backspace && text.Length == 0))
            {
                text = "";
                break;
            }

            if (key.Key == ConsoleKey.Backspace) text = text[..^1];
            else if (!char.IsControl(key.KeyChar)) text += key.KeyChar;
        }

        _output.Write("\e[?25l");
        if (text.Trim().Length > 0) Execute(text);
    }

    private static bool IsControlC(ConsoleKeyInfo key) => key.Key == ConsoleKey.C && key.Modifiers.HasFlag(ConsoleModifiers.Control);
}
