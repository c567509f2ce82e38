using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Language;
using StateFlow.Language.IR.Json;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow ir</c>: shows what a program compiles to.</summary>
internal static class IrCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = CommonArguments.Files();
        var stage = CommonArguments.Choice(
            "--stage", "stage", Compiler.Stages, $"Print the result of one pass as text instead: {string.Join(", ", Compiler.Stages)}.");

        var command = new Command("ir", "Prints what a program compiles to: the intermediate representation as JSON, which 'run' takes too, or the result of one pass.")
        {
            files, stage,
        };
        command.SetAction(result => result.GetValue(stage) is { } name
            ? PrintStage(result.GetRequiredValue(files), name, streams)
            : PrintJson(result.GetRequiredValue(files), streams));
        return command;
    }

    private static int PrintJson(IReadOnlyList<string> files, StandardStreams streams)
    {
        if (ProgramLoader.Load(files, streams) is not { } program) return ExitCode.Failed;

        streams.Output.WriteLine(ProgramJson.Write(program));
        return ExitCode.Done;
    }

    private static int PrintStage(IReadOnlyList<string> files, string stage, StandardStreams streams)
    {
        if (ProgramLoader.LoadSources(files, streams) is not { } sources) return ExitCode.Failed;

        var result = Compiler.Print(sources, stage);
        streams.Output.Write(result.Text);
        return ProgramLoader.Report(result.Diagnostics, streams) ? ExitCode.Failed : ExitCode.Done;
    }
}
