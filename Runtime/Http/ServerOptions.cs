using StateFlow.Runtime.Hosting;

namespace StateFlow.Http;

/// <summary>How <see cref="EntityServer"/> serves.</summary>
public sealed record ServerOptions
{
    /// <summary>The name that stands for both loopback addresses.</summary>
    public const string Localhost = "localhost";

    /// <summary>The port that is taken if none is named.</summary>
    public const int DefaultPort = 5080;

    /// <summary>The address to listen on: <c>localhost</c>, an IP address, or <c>*</c> for all.</summary>
    public string Host { get; init; } = Localhost;

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>How large the body of a request may be, in bytes.</summary>
    public long MaxBodySize { get; init; } = 1024 * 1024;

    /// <summary>How many requests may be under way at once; those beyond are refused.</summary>
    public int MaxRequests { get; init; } = 1024;

    /// <summary>How the engine runs.</summary>
    public StateFlowOptions Engine { get; init; } = new();
}
