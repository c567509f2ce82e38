using StateFlow.Cli.Commands;
using StateFlow.Cli.Completions;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Notebooks;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Cli.Repl;

/// <summary>The commands of a session.</summary>
internal sealed class MetaCommands
{
    private const string Text = "text";
    private const string Open = "--open";

    private readonly Session _session;
    private readonly StandardStreams _streams;
    private readonly ReplOutput _output;
    private readonly SubmissionRunner _runner;
    private readonly ImmutableArray<MetaCommand> _commands;

    public MetaCommands(Session session, StandardStreams streams, ReplOutput output, SubmissionRunner runner)
    {
        (_session, _streams, _output, _runner) = (session, streams, output, runner);
        _commands =
        [
            new("help", "[COMMAND]", "lists the commands, or explains one", "", Help),
            new("type", "EXPRESSION", "the type of an expression, which is not evaluated", "", Type),
            new("graph", "[calls | method NAME] [--open]", "draws the dataflow, who calls whom, or a method",
                "Without --open the drawing is text. --open writes a page and shows it in the browser.\nExamples: :graph    :graph calls --open    :graph method User.BuyItem --open", Graph),
            new("ir", "[NAME | --json]", "the state machines of all methods, or of one; --json gives the whole program", "", Ir),
            .. new DebugCommands(runner, streams, output).All,
            new("trace", "[--open] STATEMENT", "runs a statement and draws the calls that it makes",
                "The statement takes effect. --open shows a page on which the run can be played.\nBreakpoints do not stop it.\nExample: :trace ann.BuyItem(1, apple)", UnlessStopped(Trace)),
            new("state", "[ENTITY]", "the states of all entities, or of one type", "Where a submission is stopped they are those that it has reached.\nExamples: :state    :state User", State),
            new("reset", "", "forgets all declarations and entities", "", UnlessStopped(Reset)),
            new("load", "FILE", "runs a source file (.sf), or goes on with a saved session (.json)",
                "A saved session takes the place of this one: its texts are run again, without showing what they print.", UnlessStopped(Load)),
            new("save", "FILE", "saves the session, for :load", "", Save),
            new("engine", "[NAME]", "shows what executes, or chooses it", "", Engine),
            new("quit", "", "leaves; so does Ctrl-D", "", _ => CommandOutcome.Quit),
        ];
    }

    /// <summary>The names with their colons.</summary>
    public ImmutableArray<string> Names => [.. _commands.Select(command => $":{command.Name}")];

    /// <summary>Executes a line that begins with a colon.</summary>
    public CommandOutcome Execute(string line)
    {
        var (name, argument) = Split(line[1..]);
        return Find(name) is { } command ? command.Execute(argument) : CommandOutcome.Failed;
    }

    private static (string First, string Others) Split(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t', '\n');
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    /// <summary>The command of that name, or of which it is the beginning; null, with a message, if there is none.</summary>
    private MetaCommand? Find(string name)
    {
        var exact = _commands.FirstOrDefault(command => command.Name == name);
        if (exact is not null) return exact;
        if (name != "" && _commands.Where(command => command.Name.StartsWith(name, StringComparison.Ordinal)).ToArray() is [var only]) return only;
        var known = Names;
        _output.Error(new CommandError("SF0030", NearestName.Describe("command", $":{name[..Math.Min(name.Length, 40)]}", known)));
        return null;
    }

    private CommandOutcome Help(string argument)
    {
        if (argument == "")
        {
            foreach (var command in _commands) _streams.Output.WriteLine($"  {Usage(command),-36} {command.Summary}");
            _streams.Output.WriteLine("Anything else is run. A line that is unfinished goes on in the next; an empty line or ;; ends it.");
            return CommandOutcome.Done;
        }

        if (Find(argument.TrimStart(':')) is not { } found) return CommandOutcome.Failed;
        _streams.Output.WriteLine($"{Usage(found)}: {found.Summary}");
        if (found.Details != "") _streams.Output.WriteLine(found.Details);
        return CommandOutcome.Done;
    }

    private static string Usage(MetaCommand command) => $":{command.Name} {command.Arguments}".TrimEnd();

    private CommandOutcome Type(string expression)
    {
        if (expression == "") return Missing("an expression, as in `:type 1 + 1`");
        var (type, diagnostics) = _session.TypeOf(expression);
        _output.Show(diagnostics);
        if (type is null) return CommandOutcome.Failed;
        _streams.Output.WriteLine(type.ToString());
        return CommandOutcome.Done;
    }

    private CommandOutcome Graph(string argument)
    {
        if (Declared() is not { } program) return CommandOutcome.Failed;
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var isOpened = words.Remove(Open);
        var format = isOpened ? GraphFormats.Shown : Text;
        Diagram diagram;
        switch (words)
        {
            case [] or ["dataflow"]:
                diagram = DataflowDiagram.Of(program);
                break;
            case ["calls"]:
                diagram = CallsDiagram.Of(program);
                break;
            case ["method", var name]:
                if (Method(program, name) is not { } method) return CommandOutcome.Failed;
                diagram = MethodDiagram.Of(program, method);
                break;
            default:
                return Missing("`dataflow`, `calls` or `method NAME`, as in `:graph method User.BuyItem`");
        }

        return Draw(GraphFormats.Renderer(format, new LayeredLayout()).Render(diagram), isOpened, "graph");
    }

    private CommandOutcome Draw(string drawing, bool isOpened, string kind)
    {
        if (isOpened) return DrawingOutput.Show(drawing, null, kind, GraphFormats.Shown, _streams) == ExitCode.Done ? CommandOutcome.Done : CommandOutcome.Failed;
        _streams.Output.Write(drawing);
        return CommandOutcome.Done;
    }

    private CommandOutcome Ir(string argument)
    {
        if (Declared() is not { } program) return CommandOutcome.Failed;
        if (argument == "--json")
        {
            _streams.Output.WriteLine(ProgramJson.Write(program));
            return CommandOutcome.Done;
        }

        var method = argument == "" ? null : Method(program, argument);
        if (argument != "" && method is null) return CommandOutcome.Failed;
        _streams.Output.Write(Compiler.Print(program, method));
        return CommandOutcome.Done;
    }

    private string? Method(Program program, string name)
    {
        var (method, error) = MethodNames.Find(program, name);
        if (error is not null) _output.Error(error);
        return method;
    }

    private Func<string, CommandOutcome> UnlessStopped(Func<string, CommandOutcome> execute) => argument =>
    {
        if (_runner.Stopped is null) return execute(argument);
        _output.Error(new CommandError("SF0034", "that cannot be done while a submission is stopped: `:continue` runs it to its end, `:stop` gives it up"));
        return CommandOutcome.Failed;
    };

    private CommandOutcome Trace(string argument)
    {
        var (first, rest) = Split(argument);
        var isOpened = first == Open;
        var statement = isOpened ? rest : argument;
        if (statement == "") return Missing("a statement, as in `:trace ann.BuyItem(1, apple)`");
        if (_runner.RunTraced(_runner.Source(statement)) is not { Trace: { } trace }) return CommandOutcome.Failed;
        return Draw(GraphDrawing.OfRun(_session.Program!, trace, trace, isOpened ? GraphFormats.Shown : Text), isOpened, "trace");
    }

    private CommandOutcome State(string entity)
    {
        var tables = (_runner.Stopped?.Debugger.Tables ?? _session.Tables).Where(table => entity == "" || table.Entity == entity).ToList();
        foreach (var table in tables)
        {
            foreach (var row in table.Rows)
                _streams.Output.WriteLine($"{row.Entity} {{ {string.Join("; ", table.Fields.Zip(row.Values, (field, value) => $"{field} = {value}"))} }}");
        }

        if (tables.Count == 0) _streams.Output.WriteLine(entity == "" ? "there are no entities" : $"there is no {entity}");
        return CommandOutcome.Done;
    }

    private CommandOutcome Reset(string argument)
    {
        _session.Reset();
        return CommandOutcome.Done;
    }

    private CommandOutcome Load(string file)
    {
        if (file == "") return Missing("a file, as in `:load shop.sf`");
        if (!file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return ProgramLoader.LoadSources([file], _streams) is { } sources ? _runner.Run(sources) : CommandOutcome.Failed;
        try
        {
            using var stream = File.OpenRead(file);
            if (_streams.Interrupts.Run(cancellation => _session.Load(stream, cancellation))) return CommandOutcome.Done;
            _output.Note("interrupted; the session is as it was before");
        }
        catch (SessionFormatException exception)
        {
            _output.Error(new CommandError("SF0033", $"'{file}' is not a saved session: {exception.Message}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _output.Error(new CommandError("SF0003", $"cannot read '{file}': {exception.Message}"));
        }

        return CommandOutcome.Failed;
    }

    private CommandOutcome Save(string file)
    {
        if (file == "") return Missing("a file, as in `:save shop.json`");
        using var content = new MemoryStream();
        _session.Save(content);
        if (OutputFile.Write(file, System.Text.Encoding.UTF8.GetString(content.ToArray())) is not { } error) return CommandOutcome.Done;
        _output.Error(error);
        return CommandOutcome.Failed;
    }

    private CommandOutcome Engine(string name)
    {
        if (name == "") _streams.Output.WriteLine($"{EngineNames.Interpreter} (there is: {string.Join(", ", EngineNames.ForSessions)})");
        else if (EngineNames.RefusalForSessions(name) is { } refusal) return Wrong(refusal);
        return CommandOutcome.Done;
    }

    private Program? Declared()
    {
        if (_runner.Program is { } program) return program;
        Wrong("nothing is declared yet");
        return null;
    }

    private CommandOutcome Missing(string what) => Wrong($"the command takes {what}");

    private CommandOutcome Wrong(string message)
    {
        _output.Error(new CommandError("SF0032", message));
        return CommandOutcome.Failed;
    }
}
