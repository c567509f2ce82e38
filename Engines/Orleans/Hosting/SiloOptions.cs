using Microsoft.Extensions.Logging;

namespace StateFlow.Orleans.Hosting;

/// <summary>How a silo takes part in a cluster.</summary>
public sealed record SiloOptions
{
    /// <summary>The port for other silos; 0 for one that is free.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The port for clients; 0 for one that is free.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>The name or address under which others reach the silo; null for loopback if the cluster's address is that, else what this machine's name stands for.</summary>
    public string? Host { get; init; }

    /// <summary>The cluster's name: several may have one address.</summary>
    public string Cluster { get; init; } = StateFlowSilos.DefaultCluster;

    /// <summary>Is given what is logged; null for nobody.</summary>
    public ILoggerProvider? Log { get; init; }
}
