using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow check</c>: diagnostics only.</summary>
internal static class CheckCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = CommonArguments.Files();
        var command = new Command("check", "Compiles a program without executing it and reports what is wrong with it.") { files };
        command.SetAction(result => ProgramLoader.Load(result.GetRequiredValue(files), streams) is null ? ExitCode.Failed : ExitCode.Done);
        return command;
    }
}
