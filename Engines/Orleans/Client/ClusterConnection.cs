using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StateFlow.Language.IR;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Orleans.Client;

/// <summary>A connection to the silos of a cluster.</summary>
/// <example>
/// <code>
/// await using var cluster = await ClusterConnection.OpenAsync(program, ClusterAddress.Parse("redis://localhost:6379"));
/// var entities = new Entities(cluster.Client);
/// </code>
/// </example>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IHost _host;

    private ClusterConnection(IHost host) => _host = host;

    /// <summary>Calls the entities.</summary>
    public EntityClusterClient Client => _host.Services.GetRequiredService<EntityClusterClient>();

    /// <summary>Connects to a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <exception cref="ClusterException">It cannot be reached; the message says why.</exception>
    public static async Task<ClusterConnection> OpenAsync(
        Program program,
        ClusterAddress address,
        string cluster = StateFlowSilos.DefaultCluster,
        Action<OrleansEngineOptions>? configure = null,
        CancellationToken cancellation = default)
    {
        await address.PrepareAsync(cancellation).ConfigureAwait(false);
        var retry = new Retry();
        var host = BareHost.Build(log: null, builder => builder.UseOrleansClient(client =>
        {
            client.UseStateFlowCluster(address, cluster).AddStateFlow(program, configure);
            client.Services.AddSingleton<IClientConnectionRetryFilter>(retry);
        }));
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
            return new ClusterConnection(host);
        }
        catch (Exception exception)
        {
            host.Dispose();
            if (exception is OperationCanceledException && cancellation.IsCancellationRequested) throw;
            throw new ClusterUnreachableException(
                $"no silo of the cluster '{cluster}' at {address} answers: start one with `stateflow silo FILE --cluster {address}`, or name the cluster that you mean", exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private sealed class Retry : IClientConnectionRetryFilter
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            if (_watch.Elapsed > Patience) return false;
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }
}
