using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Jupyter.Installation;

namespace StateFlow.Cli.Jupyter;

/// <summary><c>stateflow jupyter uninstall</c>: makes Jupyter forget the kernel.</summary>
internal static class UninstallCommand
{
    public static Command Create(StandardStreams streams)
    {
        var place = new KernelPlace();
        var command = new Command("uninstall", "Removes the kernel from where 'install' with the same options has put it.");
        place.AddTo(command);
        command.SetAction(result => place.FolderIn(result, streams) is { } folder ? Uninstall(folder, place.NameIn(result), streams) : ExitCode.Failed);
        return command;
    }

    private static int Uninstall(string folder, string name, StandardStreams streams)
    {
        try
        {
            if (KernelSpecification.LanguageIn(folder) != KernelSpecification.Language)
            {
                streams.Report(new CommandError("SF0041", $"no kernel of ours is installed in '{folder}': 'jupyter kernelspec list' shows where kernels are").ToString());
                return ExitCode.Failed;
            }

            KernelSpecification.Uninstall(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            streams.Report(new CommandError("SF0040", $"cannot remove the kernel from '{folder}': {exception.Message}").ToString());
            return ExitCode.Failed;
        }

        streams.Output.WriteLine($"Removed the kernel '{name}' from {folder}");
        return ExitCode.Done;
    }
}
