using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StateFlow.Language.IR;
using StateFlow.Orleans.Client;

namespace StateFlow.Orleans.Hosting;

/// <summary>A silo with nothing but entities, in this process.</summary>
/// <example>
/// <code>
/// await using var silo = await StateFlowSilo.StartLocalAsync(program);
/// var entities = new Entities(silo.Client(program));
/// </code>
/// </example>
public sealed class StateFlowSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SiloEndpoint _endpoint;

    private StateFlowSilo(IHost host, SiloEndpoint endpoint) => (_host, _endpoint) = (host, endpoint);

    /// <summary>Where other silos reach this one.</summary>
    public string Address => $"{_endpoint.Advertised}:{_endpoint.SiloPort}";

    /// <summary>Where clients reach it.</summary>
    public string Gateway => $"{_endpoint.Advertised}:{_endpoint.GatewayPort}";

    /// <summary>Starts a cluster of one silo, which nobody else can join and which keeps its entities in memory.</summary>
    public static Task<StateFlowSilo> StartLocalAsync(Program program, Action<OrleansEngineOptions>? configure = null, CancellationToken cancellation = default)
    {
        var endpoint = SiloEndpoint.Local();
        return StartAsync(
            endpoint,
            log: null,
            silo => silo
                .UseLocalhostClustering(endpoint.SiloPort, endpoint.GatewayPort, serviceId: StateFlowSilos.DefaultCluster, clusterId: StateFlowSilos.DefaultCluster)
                .AddStateFlow(program, configure),
            cancellation);
    }

    /// <summary>Starts a silo that joins a cluster.</summary>
    /// <param name="programs">The applications, and how each runs.</param>
    /// <exception cref="ClusterException">It cannot; the message says why.</exception>
    public static async Task<StateFlowSilo> JoinAsync(
        IReadOnlyCollection<(Program Program, Action<OrleansEngineOptions>? Configure)> programs,
        ClusterAddress address,
        SiloOptions options,
        CancellationToken cancellation = default)
    {
        var endpoint = await SiloEndpoint.FindAsync(options.Host, options.SiloPort, options.GatewayPort, address.IsLoopback, cancellation).ConfigureAwait(false);
        return await StartAsync(
            endpoint,
            options.Log,
            silo =>
            {
                silo.UseStateFlowCluster(address, options.Cluster)
                    .ConfigureEndpoints(endpoint.Advertised, endpoint.SiloPort, endpoint.GatewayPort, listenOnAnyHostAddress: !address.IsLoopback || options.Host is not null);
                foreach (var (program, configure) in programs) silo.AddStateFlow(program, configure);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>A client of one of the silo's applications.</summary>
    /// <param name="application">The application's name; null if there is only one.</param>
    public EntityClusterClient Client(string? application = null) => application is null
        ? _host.Services.GetRequiredService<EntityClusterClient>()
        : _host.Services.GetRequiredKeyedService<EntityClusterClient>(application);

    /// <summary>Leaves the cluster, once what the silo executes has ended or been handed over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private static async Task<StateFlowSilo> StartAsync(SiloEndpoint endpoint, ILoggerProvider? log, Action<ISiloBuilder> configure, CancellationToken cancellation)
    {
        var host = BareHost.Build(log, builder => builder.UseOrleans(configure));
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
            return new StateFlowSilo(host, endpoint);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
