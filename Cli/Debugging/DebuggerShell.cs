using System.Text;
using StateFlow.Interpreter.Debugging;
using StateFlow.Language.Assistance;

namespace StateFlow.Cli.Debugging;

/// <summary>Obeys the commands of the debugger and answers in text, whoever reads them and shows it.</summary>
internal sealed partial class DebuggerShell
{
    private readonly ImmutableArray<ShellCommand> _commands;
    private readonly List<string> _watches = [];
    private string _last = "";
    private int _frame;

    public DebuggerShell(DebugSession session)
    {
        Session = session;
        Listing = new SourceListing(session.Program);
        _commands = [.. MovingCommands(), .. BreakpointCommands(), .. LookingCommands(), .. OtherCommands()];
    }

    public DebugSession Session { get; }

    public SourceListing Listing { get; }

    /// <summary>Asks a run under way to pause.</summary>
    public CancellationToken Pause { get; set; }

    /// <summary>What is shown first.</summary>
    public string Begin() => ReportText.Place(Session, Listing);

    /// <summary>Does what a line says; an empty one repeats the last step.</summary>
    public ShellAnswer Execute(string line)
    {
        var text = line.Trim();
        if (text.Length == 0) text = _last;
        if (text.Length == 0 || text[0] == '#') return new ShellAnswer("");

        var (name, arguments) = text.IndexOf(' ') is > 0 and var space ? (text[..space], text[space..].Trim()) : (text, "");
        if (name is "quit" or "q" or "exit") return new ShellAnswer("", Quits: true);
        try
        {
            var command = Find(name);
            _last = command.Arguments is "" or "[N]" ? text : "";
            if (command.Arguments.Length == 0 && arguments.Length > 0) throw new ShellException($"'{name}' takes nothing after it, not '{arguments}'");
            return new ShellAnswer(command.Run(arguments));
        }
        catch (ShellException exception)
        {
            return new ShellAnswer($"error: {exception.Message}\n");
        }
    }

    private ShellCommand Find(string name) => _commands.FirstOrDefault(command => command.Names.Contains(name))
        ?? throw new ShellException(NearestName.Of(name, _commands.Select(command => command.Name).Append("quit")) is { } nearest
            ? $"unknown command '{name}'; did you mean '{nearest}'?"
            : $"unknown command '{name}': `help` shows what there is");

    private IEnumerable<ShellCommand> OtherCommands() =>
    [
        new(["record"], "FILE", "writes the run and this place to a file, for `stateflow debug --replay FILE`", Record),
        new(["help", "h", "?"], "[COMMAND]", "shows the commands, or one", Help),
        new(["quit", "q", "exit"], "", "ends the debugger", _ => ""),
    ];

    private string Record(string file)
    {
        if (file.Length == 0) throw new ShellException("the name of a file is missing");
        try
        {
            File.WriteAllText(file, Session.Record().Write());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ShellException($"cannot write '{file}': {(exception is DirectoryNotFoundException ? "there is no such folder" : exception.Message)}");
        }

        return $"recorded up to {Session.Position}\n";
    }

    private string Help(string name)
    {
        if (name.Length > 0)
        {
            var command = Find(name);
            return $"{command.Usage}: {command.Help}\n";
        }

        var text = new StringBuilder();
        foreach (var command in _commands) text.Append($"{command.Usage,-36} {command.Help.Split('\n')[0]}\n");
        return text.Append("An empty line repeats the last step.\n").ToString();
    }

    private static int Number(string text, int byDefault)
    {
        if (text.Length == 0) return byDefault;
        return int.TryParse(text, out var number) && number >= 0 ? number : throw new ShellException($"expected a whole number, found '{text}'");
    }
}
