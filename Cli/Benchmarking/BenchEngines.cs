using StateFlow.OrleansWorkloads;
using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>The engines that can be measured.</summary>
internal static class BenchEngines
{
    public const string Local = "local";

    public const string Interpreter = "interpreter";

    public const string Orleans = "orleans";

    /// <summary>Enough to keep an engine that forms batches busy; with more, their requests would not stay in a core's caches.</summary>
    private const int ManyClients = 2048;

    /// <summary>Enough to keep a silo busy; more would only wait, and transactions of Orleans abort each other.</summary>
    private const int SomeClients = 256;

    private static readonly ImmutableArray<BenchTwin> WithoutEntities =
    [
        new("direct", "timeToDirect", "direct C#/s", "time / direct", (workload, _) => workload.Direct()),
        new("handSplit", "timeToHandSplit", "hand-split C#/s", "time / hand-split", (workload, options) => workload.HandSplit(options.Workers)),
        new("service", "timeToService", "service C#/s", "time / service", (workload, options) => workload.Service(options.Workers)),
    ];

    private static readonly ImmutableArray<BenchTwin> WithGrains =
    [
        new("grains", "timeToGrains", "grains/s", "time / grains", (workload, options) => workload.Grains(options.Silos, options.Cluster)),
        new("transactions", "timeToTransactions", "grains with transactions/s", "time / transactions", (workload, options) => workload.TransactionalGrains(options.Silos, options.Cluster)),
    ];

    private static readonly ImmutableArray<BenchEngine> All =
    [
        new(Local, (workload, options) => workload.Engine(Configure(workload, options)), WithoutEntities, ManyClients),
        new(Interpreter, (workload, _) => workload.Interpreter(), WithoutEntities, ManyClients),
        new(Orleans, (workload, options) => workload.OrleansEngine(options.Silos, options.Cluster), WithGrains, SomeClients),
    ];

    public static ImmutableArray<string> Names => [.. All.Select(engine => engine.Name)];

    public static BenchEngine Named(string name) => All.Single(engine => engine.Name == name);

    private static EngineOptions Configure(PreparedWorkload workload, BenchOptions options)
    {
        var configured = EngineOptions.Default with
        {
            Workers = options.Workers,
            MaxBatch = options.Batch,
            Directory = options.Directory is { } directory ? Path.Combine(directory, workload.Workload.Name) : null,
        };
        return options.Load is ClosedLoop { Clients: var clients } && clients > configured.MaxPending ? configured with { MaxPending = clients } : configured;
    }
}
