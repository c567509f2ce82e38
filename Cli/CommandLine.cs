using System.CommandLine;
using StateFlow.Cli.Commands;
using StateFlow.Cli.Completions;
using StateFlow.Cli.Debugging;
using StateFlow.Cli.Jupyter;
using StateFlow.Cli.Output;

namespace StateFlow.Cli;

/// <summary>The <c>stateflow</c> command with its subcommands.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments say and gives the exit code.</summary>
    public static int Invoke(IReadOnlyList<string> arguments, StandardStreams streams)
    {
        var parsed = Root(streams).Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var errors = UsageErrors.Of(parsed);
        if (errors.IsEmpty)
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = streams.Output,
                Error = streams.Errors,
                EnableDefaultExceptionHandler = false,
            });
        }

        foreach (var error in errors) streams.Report($"stateflow: {error}");
        streams.Report($"Try '{UsageErrors.CommandPath(parsed)} --help'.");
        return ExitCode.Usage;
    }

    private static RootCommand Root(StandardStreams streams) => Suggestions.AddTo(new("Runs programs of stateful entities and shows what they compile to.")
    {
        RunCommand.Create(streams),
        ServeCommand.Create(streams),
        SiloCommand.Create(streams),
        DeployCommand.Create(streams),
        CheckCommand.Create(streams),
        ReplCommand.Create(streams),
        DebugCommand.Create(streams),
        DapCommand.Create(streams),
        ExploreCommand.Create(streams),
        BenchCommand.Create(streams),
        IrCommand.Create(streams),
        GraphCommand.Create(streams),
        JupyterCommand.Create(streams),
        CompletionsCommand.Create(streams),
    }, streams);
}
