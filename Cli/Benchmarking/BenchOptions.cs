using StateFlow.Orleans.Hosting;
using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>What <c>stateflow bench</c> is to measure.</summary>
/// <param name="Directory">Where the embedded engine keeps log and snapshots, a folder for each workload; null for states in memory.</param>
/// <param name="Silos">How many silos of Orleans share the entities.</param>
/// <param name="Cluster">Where silos keep states; null for memory.</param>
internal sealed record BenchOptions(
    ImmutableArray<Workload> Workloads,
    BenchEngine Engine,
    WorkloadOptions Size,
    int Workers,
    int Batch,
    bool IsOnDisk,
    string? Directory,
    int Silos,
    ClusterAddress? Cluster,
    ILoad Load,
    int Rounds)
{
    /// <summary>What is measured in turn with the engine: only what is not limited by a rate can be compared.</summary>
    public ImmutableArray<BenchTwin> Twins => Load is ClosedLoop ? Engine.Twins : [];

    /// <summary>How many measurements that is at most.</summary>
    public int Measurements => Workloads.Length * Rounds * (1 + Twins.Length);
}

/// <summary>What was measured of a workload.</summary>
/// <param name="Twins">Those of the hand-written programs that were measured.</param>
internal sealed record WorkloadResult(Workload Workload, TargetResult Engine, ImmutableDictionary<BenchTwin, TargetResult> Twins);
