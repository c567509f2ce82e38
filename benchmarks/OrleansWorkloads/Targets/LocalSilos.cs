using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StateFlow.Orleans.Hosting;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>A cluster whose silos are all in this process, and talk over sockets nevertheless.</summary>
internal sealed class LocalSilos : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];

    /// <summary>The services of the silo in which requests begin.</summary>
    public IServiceProvider Services => _hosts[0].Services;

    /// <param name="address">Where the cluster keeps its members; null for this process.</param>
    /// <param name="configure">Is called for each silo.</param>
    public async Task StartAsync(int silos, ClusterAddress? address, Action<ISiloBuilder> configure, CancellationToken cancellation)
    {
        var (cluster, primary) = (UniqueNames.Next(), (IPEndPoint?)null);
        while (_hosts.Count < silos)
        {
            var endpoint = SiloEndpoint.Local();
            var host = BareHost.Build(log: null, builder => builder.UseOrleans(silo =>
            {
                if (address is null) silo.UseLocalhostClustering(endpoint.SiloPort, endpoint.GatewayPort, primary, serviceId: cluster, clusterId: cluster);
                else silo.UseStateFlowCluster(address, cluster).ConfigureEndpoints(IPAddress.Loopback, endpoint.SiloPort, endpoint.GatewayPort);

                // By default a silo keeps for itself what others could not execute faster, and then all would be in one.
                if (silos > 1) silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
                configure(silo);
            }));
            try
            {
                await host.StartAsync(cancellation).ConfigureAwait(false);
            }
            catch
            {
                host.Dispose();
                throw;
            }

            _hosts.Add(host);
            primary ??= new IPEndPoint(IPAddress.Loopback, endpoint.SiloPort);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync().ConfigureAwait(false);
            host.Dispose();
        }
    }
}
