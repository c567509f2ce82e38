using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>The engines that can be measured.</summary>
internal static class BenchEngines
{
    public const string Local = "local";

    public const string Interpreter = "interpreter";

    public static ImmutableArray<string> Names => [Local, Interpreter];

    public static IBenchmarkTarget Create(PreparedWorkload workload, BenchOptions options) => options.Engine switch
    {
        Local => workload.Engine(Configure(workload, options)),
        Interpreter => workload.Interpreter(),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };

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
