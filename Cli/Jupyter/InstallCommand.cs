using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Jupyter.Installation;

namespace StateFlow.Cli.Jupyter;

/// <summary><c>stateflow jupyter install</c>: tells Jupyter how to start the kernel.</summary>
internal static class InstallCommand
{
    public static Command Create(StandardStreams streams)
    {
        var place = new KernelPlace();
        var command = new Command("install", "Installs the kernel: Jupyter Notebook, JupyterLab and VS Code offer it from then on.");
        place.AddTo(command);
        command.SetAction(result => place.FolderIn(result, streams) is { } folder ? Install(folder, place.NameIn(result), streams) : ExitCode.Failed);
        return command;
    }

    private static int Install(string folder, string name, StandardStreams streams)
    {
        var displayName = name == KernelSpecification.DefaultName ? "StateFlow" : $"StateFlow ({name})";
        string? replaced;
        try
        {
            replaced = KernelSpecification.LanguageIn(folder);
            if (replaced is not (null or KernelSpecification.Language))
            {
                streams.Report(new CommandError("SF0040", $"in '{folder}' is a kernel of another language: choose another name with --name NAME").ToString());
                return ExitCode.Failed;
            }

            new KernelSpecification(displayName, [.. OwnProcess.Command(), "jupyter", "run"]).Install(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            streams.Report(new CommandError("SF0040", $"cannot install the kernel in '{folder}': {exception.Message}").ToString());
            return ExitCode.Failed;
        }

        streams.Output.WriteLine($"{(replaced is not null ? "Replaced" : "Installed")} the kernel '{name}' in {folder}");
        return ExitCode.Done;
    }
}
