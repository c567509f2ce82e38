using StateFlow.Workloads.Keys;

namespace StateFlow.Workloads;

/// <summary>How large a workload is and which keys it asks for.</summary>
public sealed record WorkloadOptions
{
    /// <summary>The defaults.</summary>
    public static WorkloadOptions Default { get; } = new();

    /// <summary>How many keys requests choose from; what they are keys of is said by the workload.</summary>
    public int Keys { get; init; } = 10_000;

    /// <summary>How often which key is asked for.</summary>
    public KeyDistribution Distribution { get; init; } = KeyDistribution.Uniform;

    /// <summary>Chooses the requests: the same seed gives the same ones.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many requests are generated; a longer measurement repeats them.</summary>
    public int Requests { get; init; } = 262_144;
}
