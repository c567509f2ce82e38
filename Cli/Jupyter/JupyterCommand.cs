using System.CommandLine;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Jupyter;

/// <summary><c>stateflow jupyter</c>: the kernel for Jupyter's notebooks.</summary>
internal static class JupyterCommand
{
    public static Command Create(StandardStreams streams) => new("jupyter", "Makes Jupyter offer notebooks of stateful entities.")
    {
        InstallCommand.Create(streams),
        UninstallCommand.Create(streams),
        RunKernelCommand.Create(streams),
    };
}
