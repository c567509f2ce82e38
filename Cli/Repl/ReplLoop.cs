using System.Text;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Cli.Repl.Editing;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;

namespace StateFlow.Cli.Repl;

/// <summary>Reads, evaluates, prints, until the input ends or <c>:quit</c>.</summary>
internal sealed class ReplLoop
{
    private const string Prompt = "> ";
    private const string StoppedPrompt = "debug> ";

    private readonly SubmissionRunner _runner;
    private readonly MetaCommands _commands;
    private bool _hasFailed;

    private ReplLoop(Session session, StandardStreams streams, ReplOutput output)
    {
        _runner = new SubmissionRunner(session, streams, output);
        _commands = new MetaCommands(session, streams, output, _runner);
    }

    /// <returns>Through a pipe, whether all went well; at a terminal, where somebody has seen it, 0.</returns>
    public static int Run(IReadOnlyList<string> files, RunOptions options, bool isQuiet, StandardStreams streams)
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var session = new Session(options);
        var loop = new ReplLoop(session, streams, new ReplOutput(streams, isTerminal, isQuiet));
        if (files.Count > 0)
        {
            if (ProgramLoader.LoadSources(files, streams) is not { } sources) return ExitCode.Failed;
            loop._hasFailed = loop._runner.Run(sources) == CommandOutcome.Failed;
            if (loop._hasFailed && !isTerminal) return ExitCode.Failed;
        }

        if (isTerminal) streams.Output.WriteLine("StateFlow. :help lists the commands, :quit leaves.");
        loop.Run(isTerminal
            ? new TerminalInput(session, streams.Output, new History(History.DefaultFile), loop._commands.Names)
            : new PipedInput(new StreamReader(streams.Input, Encoding.UTF8)));
        return loop._hasFailed && !isTerminal ? ExitCode.Failed : ExitCode.Done;
    }

    private void Run(IReplInput input)
    {
        while (input.Read(_runner.Stopped is null ? Prompt : StoppedPrompt) is { } text && Execute(text.Trim(), text) is var outcome && outcome != CommandOutcome.Quit)
        {
            _hasFailed |= outcome == CommandOutcome.Failed;
        }

        if (_runner.Stopped is not null) _runner.Stop();
    }

    private CommandOutcome Execute(string trimmed, string text) => trimmed switch
    {
        "" => _runner.Stopped is null ? CommandOutcome.Done : _runner.MoveAgain(),
        [':', ..] => _commands.Execute(trimmed),
        _ => _runner.Stopped?.Evaluate(text) ?? _runner.Run(_runner.Source(text)),
    };
}
