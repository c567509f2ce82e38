using StateFlow.Cli.Commands;
using StateFlow.Cli.Output;
using StateFlow.Interpreter;
using StateFlow.Language.IR;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Cli.Clusters;

/// <summary>Runs a program's script, with its entities on a cluster.</summary>
internal static class ClusterRun
{
    private const string LocalApplication = "local";

    /// <param name="target">The cluster; null for one that is this process alone.</param>
    public static int Run(Program program, ClusterTarget? target, RunOptions options, StandardStreams streams)
    {
        try
        {
            return (target is null ? RunInProcessAsync(program, options, streams) : RunAsync(program, target, options, streams)).GetAwaiter().GetResult();
        }
        catch (ClusterException exception)
        {
            streams.Report(ClusterErrors.Of(exception).ToString());
            return ExitCode.Failed;
        }
    }

    private static async Task<int> RunInProcessAsync(Program program, RunOptions options, StandardStreams streams)
    {
        await using var silo = await StateFlowSilo.StartLocalAsync(
            program,
            engine => (engine.Application, engine.MaxDepth, engine.CallTimeout, engine.RequestRetention) = (LocalApplication, options.MaxDepth, TimeSpan.MaxValue, TimeSpan.MaxValue)).ConfigureAwait(false);
        return RunCommand.Report(await silo.Client().RunScriptAsync(streams.Output.Write).ConfigureAwait(false), streams);
    }

    private static async Task<int> RunAsync(Program program, ClusterTarget target, RunOptions options, StandardStreams streams)
    {
        await using var cluster = await ClusterConnection.OpenAsync(
            program,
            target.Address,
            target.Name,
            engine => (engine.Application, engine.MaxDepth, engine.CallTimeout) = (target.Application, options.MaxDepth, target.Timeout)).ConfigureAwait(false);
        return RunCommand.Report(await cluster.Client.RunScriptAsync(streams.Output.Write).ConfigureAwait(false), streams);
    }
}
