using System.CommandLine;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.DebugAdapter;
using StateFlow.DebugAdapter.Launching;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow dap</c>: lets an editor step through programs.</summary>
internal static class DapCommand
{
    public static Command Create(StandardStreams streams)
    {
        var command = new Command("dap", "Speaks the Debug Adapter Protocol on standard input and output, for editors that start it.");
        command.SetAction(_ => Serve(streams));
        return command;
    }

    private static int Serve(StandardStreams streams)
    {
        using var output = Console.OpenStandardOutput();
        if (new DebugAdapterServer(streams.Input, output, new FileLauncher(Read)).Run() is not { } fault) return ExitCode.Done;
        streams.Report(new CommandError("SF0027", $"standard input is not the Debug Adapter Protocol: {fault}").ToString());
        return ExitCode.Failed;
    }

    private static string Read(string file)
    {
        try
        {
            return SourceFile.Read(file, Stream.Null).Text;
        }
        catch (UnreadableException exception)
        {
            throw new LaunchException(exception.Message);
        }
    }
}
