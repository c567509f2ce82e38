using System.CommandLine;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow deploy</c>: writes what a target needs.</summary>
internal static class DeployCommand
{
    public static Command Create(StandardStreams streams) => new("deploy", "x");
}
