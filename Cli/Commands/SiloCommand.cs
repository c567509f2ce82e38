using System.CommandLine;
using Microsoft.Extensions.Logging;
using StateFlow.Cli.Clusters;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow silo</c>: a member of a cluster.</summary>
internal static class SiloCommand
{
    private static readonly ImmutableArray<string> Levels = ["none", "error", "warning", "information", "debug"];
    private static readonly TimeSpan QuickJoin = TimeSpan.FromSeconds(5);

    public static Command Create(StandardStreams streams)
    {
        var defaults = new SiloOptions();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Programs (.sf, or .json in IR form), each of which is an application that has its file's name.",
            Arity = ArgumentArity.OneOrMore,
        };
        var cluster = new ClusterArguments("Where the cluster keeps its members and the entities: redis://HOST:PORT or postgres://USER:PASSWORD@HOST/DATABASE.");
        cluster.Address.Required = true;
        var siloPort = CommonArguments.Port("--silo-port", "The port for other silos", defaults.SiloPort);
        var gatewayPort = CommonArguments.Port("--gateway-port", "The port for clients", defaults.GatewayPort);
        var host = new Option<string?>("--advertise")
        {
            Description = "The name or address by which others reach this silo; without it, loopback if the cluster's address is that, else this machine's.",
            HelpName = "HOST",
        };
        var maxDepth = CommonArguments.WholeNumber("--max-depth", "How many calls may be nested before a program fails.", 1, new OrleansEngineOptions().MaxDepth);
        var level = CommonArguments.Choice("--log-level", "level", Levels, $"What is logged to standard error: {string.Join(", ", Levels)}. What Orleans itself logs comes with `information`.");
        level.DefaultValueFactory = _ => "warning";
        var command = new Command("silo", "Joins a cluster and executes entities there, until it is interrupted; then it leaves the cluster.")
        {
            files, cluster.Address, cluster.Name, siloPort, gatewayPort, host, maxDepth, level,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(files),
            ClusterAddress.Parse(result.GetRequiredValue(cluster.Address)),
            new SiloOptions
            {
                Cluster = result.GetRequiredValue(cluster.Name),
                SiloPort = result.GetValue(siloPort),
                GatewayPort = result.GetValue(gatewayPort),
                Host = result.GetValue(host),
                Log = LogTo(streams, result.GetRequiredValue(level)),
            },
            result.GetValue(maxDepth),
            streams));
        return command;
    }

    private static int Run(IReadOnlyList<string> files, ClusterAddress address, SiloOptions options, int maxDepth, StandardStreams streams)
    {
        var programs = new List<(Language.IR.Program, Action<OrleansEngineOptions>?)>();
        foreach (var file in files)
        {
            if (ProgramLoader.Load([file], streams) is not { } program) return ExitCode.Failed;
            programs.Add((program, engine => (engine.Application, engine.MaxDepth) = (Path.GetFileNameWithoutExtension(file), maxDepth)));
        }

        return streams.Interrupts.Run(interrupt => RunAsync(programs, address, options, streams, interrupt).GetAwaiter().GetResult(), endsGracefully: true);
    }

    private static async Task<int> RunAsync(
        List<(Language.IR.Program, Action<OrleansEngineOptions>?)> programs, ClusterAddress address, SiloOptions options, StandardStreams streams, CancellationToken interrupt)
    {
        try
        {
            var joining = StateFlowSilo.JoinAsync(programs, address, options, interrupt);
            if (await Task.WhenAny(joining, Task.Delay(QuickJoin, interrupt)).ConfigureAwait(false) != joining)
                streams.Report($"stateflow: still joining the cluster '{options.Cluster}' at {address}: waiting for the storage, or for silos that were killed to be missed, which takes some seconds");
            await using var silo = await joining.ConfigureAwait(false);
            streams.Report($"stateflow: silo {silo.Address} of the cluster '{options.Cluster}' at {address} is ready, clients at {silo.Gateway}; Ctrl-C ends it");
            await Task.Delay(Timeout.Infinite, interrupt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        }
        catch (ClusterException exception)
        {
            streams.Report(ClusterErrors.Of(exception).ToString());
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static LineLog? LogTo(StandardStreams streams, string level) => level == Levels[0]
        ? null
        : new LineLog(Enum.Parse<LogLevel>(level, ignoreCase: true), line => streams.Report($"stateflow: {line}"));
}
