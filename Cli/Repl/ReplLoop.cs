using System.Text;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Cli.Repl.Editing;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;

namespace StateFlow.Cli.Repl;

/// <summary>Reads, evaluates, prints, until the input ends or <c>:quit</c>.</summary>
internal sealed class ReplLoop
{
    private readonly Session _session;
    private readonly StandardStreams _streams;
    private readonly ReplOutput _output;
    private readonly MetaCommands _commands;
    private bool _hasFailed;

    private ReplLoop(Session session, StandardStreams streams, ReplOutput output)
    {
        (_session, _streams, _output) = (session, streams, output);
        _commands = new MetaCommands(session, streams, output, Submit);
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
            loop.Submit(sources);
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
        while (input.Read() is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (!text.TrimStart().StartsWith(':'))
            {
                Submit([new SourceText($"input{_session.Submissions.Count + 1}", text)]);
            }
            else if (_commands.Execute(text.Trim()) is var outcome && outcome == CommandOutcome.Quit)
            {
                return;
            }
            else
            {
                _hasFailed |= outcome == CommandOutcome.Failed;
            }
        }
    }

    private bool Submit(ImmutableArray<SourceText> sources) => Submit(sources, isTraced: false) is not null;

    private SubmissionResult? Submit(ImmutableArray<SourceText> sources, bool isTraced)
    {
        var result = _streams.Interrupts.Run(cancellation => _session.Submit(sources, _streams.Output.Write, isTraced, cancellation));
        _output.Show(result);
        if (result.Status == SubmissionStatus.Done) return result;
        _hasFailed = true;
        return null;
    }
}
