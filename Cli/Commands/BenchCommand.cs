using System.CommandLine;
using System.CommandLine.Parsing;
using StateFlow.Cli.Benchmarking;
using StateFlow.Cli.Clusters;
using StateFlow.Cli.Output;
using StateFlow.Language.Assistance;
using StateFlow.Orleans.Hosting;
using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Keys;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Commands;

/// <summary><c>stateflow bench</c>: measures an engine with the standard workloads.</summary>
internal static class BenchCommand
{
    private const string Disk = "disk";

    private static readonly ImmutableArray<string> Durabilities = ["memory", Disk];

    private static readonly ImmutableArray<string> Distributions = ["uniform", "zipfian"];

    public static Command Create(StandardStreams streams)
    {
        var size = WorkloadOptions.Default;
        var workloads = WorkloadNames();
        var engine = CommonArguments.Choice("--engine", "engine", BenchEngines.Names, $"What executes the requests: {string.Join(", ", BenchEngines.Names)}.");
        engine.DefaultValueFactory = _ => BenchEngines.Local;
        var keys = CommonArguments.WholeNumber("--keys", "How many keys requests choose from.", 2, size.Keys);
        var distribution = CommonArguments.Choice("--distribution", "distribution", Distributions, $"How often which key is asked for: {string.Join(", ", Distributions)} (0.99).");
        distribution.DefaultValueFactory = _ => Distributions[0];
        var workers = CommonArguments.WholeNumber("--workers", "How many threads the engine and the hand-split program use, each with a partition of the keys.", 1, EngineOptions.Default.Workers);
        workers.Aliases.Add("--partitions");
        var batch = CommonArguments.WholeNumber("--batch", "How many requests the engine executes as one batch at most.", 1, EngineOptions.Default.MaxBatch);
        var durability = CommonArguments.Choice("--durability", "durability", Durabilities, $"Where the engine keeps states: {string.Join(", ", Durabilities)}; on disk, an answer is given when its request is safe there.");
        durability.DefaultValueFactory = _ => Durabilities[0];
        var data = new Option<string>("--data") { Description = "With --durability disk: the folder for log and snapshots, empty or to be created. Without it, a temporary one.", HelpName = "DIR" };
        var clients = CommonArguments.WholeNumber("--clients", "How many requests are outstanding at once; without it, as many as keep the engine busy.", 1, 0);
        clients.DefaultValueFactory = null;
        var rate = CommonArguments.WholeNumber("--rate", "Submit so many requests a second, completed or not, instead of a fixed number of clients; measures latencies, of the engine alone.", 1, 0);
        rate.DefaultValueFactory = null;
        var duration = CommonArguments.WholeNumber("--duration", "How many seconds each of the measurements takes.", 1, 2);
        var warmUp = CommonArguments.WholeNumber("--warmup", "How many seconds of load come before each of them.", 0, 1);
        var rounds = CommonArguments.WholeNumber("--rounds", "How often engine and hand-written programs are measured in turn; medians are shown.", 1, 3);
        var seed = CommonArguments.WholeNumber("--seed", "Chooses the requests.", int.MinValue, size.Seed);
        var cluster = new ClusterArguments("With --engine orleans --durability disk: the Redis server that stores the states, redis://HOST:PORT. What is written there stays.").Address;
        var silos = CommonArguments.WholeNumber("--silos", "With --engine orleans: how many silos, all in this process, share the entities; requests begin in one of them.", 1, 1);
        var json = new Option<string>("--json") { Description = "Write all figures into a file too.", HelpName = "FILE" };

        var command = new Command("bench", "Measures an engine with the standard workloads, and in turn with it the same work as hand-written C#.")
        {
            workloads, engine, keys, distribution, workers, batch, durability, data, cluster, silos, clients, rate, duration, warmUp, rounds, seed, json,
        };
        command.Validators.Add(result =>
        {
            var isOnDisk = Given(result, durability) == Disk;
            var isOnOrleans = Given(result, engine) == BenchEngines.Orleans;
            if (result.GetResult(data) is not null && !isOnDisk) result.AddError("--data needs --durability disk");
            if (Given(result, engine) == BenchEngines.Interpreter && isOnDisk) result.AddError("--durability disk does not go with --engine interpreter, which keeps states in memory only");
            if (isOnOrleans && result.GetResult(data) is not null) result.AddError("--data does not go with --engine orleans, which stores states where --cluster says");
            if (isOnOrleans && isOnDisk && Given(result, cluster) is null) result.AddError("--durability disk needs --cluster redis://HOST:PORT with --engine orleans: the Redis server that stores the states");
            if (!isOnOrleans && result.GetResult(silos) is { Implicit: false }) result.AddError($"--silos needs --engine {BenchEngines.Orleans}");
            if (Given(result, cluster) is { } address)
            {
                if (!isOnOrleans || !isOnDisk) result.AddError($"--cluster needs --engine {BenchEngines.Orleans} --durability {Disk}");
                else if (!address.StartsWith("redis", StringComparison.Ordinal)) result.AddError($"--cluster takes the address of a Redis server here, not '{address}': the hand-written grains are stored in Redis");
            }

            if (result.GetResult(rate) is not null && result.GetResult(clients) is { Implicit: false })
                result.AddError("--clients does not go with --rate: requests are then submitted at their times, whoever waits");
            if (Given(result, data) is { } directory && IsInUse(directory))
                result.AddError($"--data takes an empty folder, or one to be created, not '{directory}': a measurement begins without entities");
        });
        command.SetAction(result =>
        {
            var measuredEngine = BenchEngines.Named(result.GetValue(engine)!);
            var (measured, before) = (TimeSpan.FromSeconds(result.GetValue(duration)), TimeSpan.FromSeconds(result.GetValue(warmUp)));
            return Measure(
                new BenchOptions(
                    Named(result.GetValue(workloads) ?? []),
                    measuredEngine,
                    size with { Keys = result.GetValue(keys), Distribution = (KeyDistribution)Distributions.IndexOf(result.GetValue(distribution)!), Seed = result.GetValue(seed) },
                    result.GetValue(workers),
                    result.GetValue(batch),
                    result.GetValue(durability) == Disk,
                    result.GetValue(data),
                    result.GetValue(silos),
                    result.GetValue(cluster) is { } address ? ClusterAddress.Parse(address) : null,
                    result.GetValue(rate) is var perSecond and > 0 ? new OpenLoop(perSecond, before, measured) : new ClosedLoop(result.GetValue(clients) is var given and > 0 ? given : measuredEngine.Clients, before, measured),
                    result.GetValue(rounds)),
                result.GetValue(json),
                streams);
        });
        return command;
    }

    private static Argument<string[]> WorkloadNames()
    {
        var argument = new Argument<string[]>("WORKLOAD")
        {
            Description = $"What is measured; without it, all: {string.Join("; ", WorkloadCatalog.All.Select(workload => $"{workload.Name} ({workload.Description})"))}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        ImmutableArray<string> known = [.. WorkloadCatalog.All.Select(workload => workload.Name)];
        argument.CompletionSources.Add([.. known]);
        argument.Validators.Add(result =>
        {
            foreach (var given in result.Tokens.Where(token => !known.Contains(token.Value))) result.AddError(NearestName.Describe("workload", given.Value, known));
        });
        return argument;
    }

    private static ImmutableArray<Workload> Named(string[] names) =>
        names.Length == 0 ? WorkloadCatalog.All : [.. names.Distinct().Select(name => WorkloadCatalog.All.Single(workload => workload.Name == name))];

    private static string? Given(CommandResult result, Option<string> option) => result.GetResult(option)?.Tokens is [var token] ? token.Value : null;

    private static bool IsInUse(string directory) =>
        File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any());

    private static int Measure(BenchOptions options, string? json, StandardStreams streams)
    {
        if (!options.IsOnDisk || options.Directory is not null || options.Cluster is not null) return MeasureThere(options, json, streams);

        var temporary = Directory.CreateTempSubdirectory("stateflow-bench-");
        try
        {
            return MeasureThere(options with { Directory = temporary.FullName }, json, streams);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static int MeasureThere(BenchOptions options, string? json, StandardStreams streams)
    {
        var (results, exitCode) = Results(options, streams);
        if (results.Count > 0) BenchTable.Write(results, options.Engine, streams.Output);
        if (json is null || results.Count == 0 || OutputFile.Write(json, BenchJson.Write(results, options)) is not { } error) return exitCode;
        streams.Report(error.ToString());
        return ExitCode.Failed;
    }

    /// <summary>What was measured until the end, or until something ended it.</summary>
    private static (IReadOnlyList<WorkloadResult> Results, int ExitCode) Results(BenchOptions options, StandardStreams streams)
    {
        IReadOnlyList<WorkloadResult> results = [];
        var exitCode = ExitCode.Done;
        BenchProgress.Show(streams, options.Measurements, progress =>
        {
            var run = new BenchRun(options, progress);
            try
            {
                streams.Interrupts.Run(cancellation =>
                {
                    run.MeasureAsync(cancellation).GetAwaiter().GetResult();
                    return true;
                });
            }
            catch (OperationCanceledException)
            {
                exitCode = ExitCode.Interrupted;
            }
            catch (ClusterException exception)
            {
                streams.Report(ClusterErrors.Of(exception).ToString());
                exitCode = ExitCode.Failed;
            }
            catch (Exception exception) when (exception is LoadException or EngineException)
            {
                streams.Report(new CommandError("SF0028", $"the measurement broke off: {exception.Message}").ToString());
                exitCode = ExitCode.Failed;
            }

            results = run.Results;
        });
        return (results, exitCode);
    }
}
