using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>What <c>stateflow bench</c> is to measure.</summary>
/// <param name="Directory">Where the engine keeps log and snapshots, a folder for each workload; null for states in memory.</param>
internal sealed record BenchOptions(
    ImmutableArray<Workload> Workloads, string Engine, WorkloadOptions Size, int Workers, int Batch, string? Directory, ILoad Load, int Rounds)
{
    /// <summary>Only what is not limited by a rate can be compared.</summary>
    public bool HasTwins => Load is ClosedLoop;

    /// <summary>How many measurements that is.</summary>
    public int Measurements => Workloads.Length * Rounds * (HasTwins ? 3 : 1);
}

/// <summary>What was measured of a workload.</summary>
/// <param name="Direct">The hand-written program with direct calls, if it was measured.</param>
/// <param name="HandSplit">The hand-written program with events, if it was measured.</param>
internal sealed record WorkloadResult(Workload Workload, TargetResult Engine, TargetResult? Direct, TargetResult? HandSplit);
