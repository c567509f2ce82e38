using System.CommandLine;
using StateFlow.Cli.Commands;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Debugging;
using StateFlow.Language;

namespace StateFlow.Cli.Debugging;

/// <summary><c>stateflow debug</c>: steps through a run, forward and back.</summary>
internal static class DebugCommand
{
    public static Command Create(StandardStreams streams)
    {
        var defaults = new RunOptions();
        var files = CommonArguments.Files();
        files.Description = "Source files (.sf), taken as one program in the order given.";
        files.Arity = ArgumentArity.ZeroOrMore;
        var seed = CommonArguments.WholeNumber(
            "--seed", "Chooses among the orders in which events that are under way at once may arrive.", int.MinValue, defaults.Seed);
        var maxDepth = CommonArguments.WholeNumber("--max-depth", "How many calls may be nested before the program fails.", 1, defaults.MaxDepth);
        var checkpoints = CommonArguments.WholeNumber(
            "--checkpoints", "How many states of the run are kept to go back to: more need more memory and less time.", 2, DebugOptions.Default.MaxCheckpoints);
        var replay = new Option<string>("--replay") { Description = "Repeats a run that the command `record` wrote, up to its place.", HelpName = "FILE" };
        var command = new Command("debug", "Steps through a program, forward and back. Reads commands, one a line, where standard input is no terminal.")
        {
            files, seed, maxDepth, checkpoints, replay,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) is not { Length: > 0 } && result.GetValue(replay) is null) result.AddError("a FILE is missing, or --replay with a recording");
        });
        command.SetAction(result => Debug(
            result.GetValue(files) ?? [],
            new RunOptions(result.GetValue(seed), result.GetValue(maxDepth)),
            new DebugOptions(result.GetValue(checkpoints)),
            result.GetValue(replay),
            streams));
        return command;
    }

    private static int Debug(IReadOnlyList<string> files, RunOptions options, DebugOptions debugOptions, string? replay, StandardStreams streams)
    {
        Recording? recording = null;
        if (replay is not null && (recording = Read(replay, streams)) is null) return ExitCode.Failed;
        if ((files.Count > 0 ? ProgramLoader.LoadSources(files, streams) : recording!.Sources) is not { } sources) return ExitCode.Failed;

        var compilation = Compiler.Compile(sources);
        ProgramLoader.Report(compilation.Diagnostics, streams);
        if (compilation is not { Program: { } program, Scope: { } scope }) return ExitCode.Failed;
        var evaluator = new ScopeEvaluator(program, scope, recording?.Options ?? options);
        try
        {
            var session = recording is null ? new DebugSession(program, options, debugOptions, evaluator) : DebugSession.Replay(recording, program, debugOptions, evaluator);
            if (ScreenDebugger.IsPossible) ScreenDebugger.Run(new DebuggerShell(session), streams);
            else LineDebugger.Run(new DebuggerShell(session), streams);
            return ExitCode.Done;
        }
        catch (RecordingException exception)
        {
            streams.Report(new CommandError("SF0026", $"cannot replay '{replay}': {exception.Message}").ToString());
            return ExitCode.Failed;
        }
    }

    private static Recording? Read(string file, StandardStreams streams)
    {
        try
        {
            return Recording.Read(SourceFile.Read(file, streams.Input).Text);
        }
        catch (UnreadableException exception)
        {
            streams.Report(exception.Error.ToString());
        }
        catch (RecordingException exception)
        {
            streams.Report(new CommandError("SF0025", $"'{file}' cannot be replayed: {exception.Message}").ToString());
        }

        return null;
    }
}
