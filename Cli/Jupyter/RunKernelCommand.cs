using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Jupyter;
using StateFlow.Jupyter.Connection;
using StateFlow.Notebooks;
using StateFlow.Notebooks.CSharp;
using StateFlow.Notebooks.Forms;

namespace StateFlow.Cli.Jupyter;

/// <summary><c>stateflow jupyter run</c>: is the kernel; Jupyter starts it.</summary>
internal static class RunKernelCommand
{
    private static readonly NotebookOptions Options = NotebookOptions.Default with
    {
        OtherLanguages = session => [new CSharpLanguage(session, KnownForms.Of)],
    };

    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("CONNECTION_FILE")
        {
            Description = "The file in which Jupyter says where it wants to reach the kernel.",
        };
        var command = new Command("run", "Runs the kernel until Jupyter ends it. You need not call this: Jupyter does.") { file };
        command.SetAction(result => Run(result.GetRequiredValue(file), streams));
        return command;
    }

    private static int Run(string file, StandardStreams streams)
    {
        try
        {
            KernelProcess.Run(file, runner => new NotebookSession(Options with { Runner = runner }), streams.Errors);
            return ExitCode.Done;
        }
        catch (ConnectionException exception)
        {
            streams.Report(new CommandError("SF0043", exception.Message).ToString());
            return ExitCode.Failed;
        }
    }
}
