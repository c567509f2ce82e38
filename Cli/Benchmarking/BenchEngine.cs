using StateFlow.Workloads;

namespace StateFlow.Cli.Benchmarking;

/// <summary>An engine that can be measured.</summary>
/// <param name="Twins">The hand-written programs that are measured in turn with it.</param>
/// <param name="Clients">How many requests are outstanding at once if the user does not say.</param>
internal sealed record BenchEngine(
    string Name, Func<PreparedWorkload, BenchOptions, IBenchmarkTarget> Create, ImmutableArray<BenchTwin> Twins, int Clients);

/// <summary>A way of writing the workloads by hand.</summary>
/// <param name="Name">In JSON.</param>
/// <param name="RatioName">Of the ratio, in JSON.</param>
/// <param name="Column">The heading of its throughput.</param>
/// <param name="RatioColumn">The heading of the ratio.</param>
/// <param name="Create">Gives null for a workload that is not written so.</param>
internal sealed record BenchTwin(
    string Name, string RatioName, string Column, string RatioColumn, Func<PreparedWorkload, BenchOptions, IBenchmarkTarget?> Create);
