using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Hosting;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>Hand-written grains in a silo of their own.</summary>
/// <param name="address">Where they are stored; null for nowhere.</param>
internal sealed class GrainTarget(string name, PreparedWorkload workload, IGrainProgram program, RedisAddress? address) : CallingTarget(workload)
{
    private IHost? _host;
    private IGrainFactory? _grains;

    public override string Name => name;

    private IGrainFactory Grains => _grains ?? throw new InvalidOperationException("nothing is loaded");

    public override async ValueTask DisposeAsync()
    {
        if (_host is null) return;
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    protected override async Task StartAsync(PreparedWorkload workload, CancellationToken cancellation)
    {
        var (endpoint, cluster) = (SiloEndpoint.Local(), UniqueNames.Next());
        _host = BareHost.Build(log: null, builder => builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(endpoint.SiloPort, endpoint.GatewayPort, serviceId: cluster, clusterId: cluster).UseTransactions();
            silo.Services.AddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
            silo.Services.AddSingleton(new GrainDurability(IsOn: address is not null));
            if (address is null) silo.AddMemoryGrainStorage(GrainDurability.StorageName);
            else silo.AddRedisGrainStorage(GrainDurability.StorageName, options => options.ConfigurationOptions = address.Configuration);
        }));
        await _host.StartAsync(cancellation).ConfigureAwait(false);
        _grains = _host.Services.GetRequiredService<IGrainFactory>();
    }

    protected override Task<RequestOutcome> CallAsync(EntityRequest request) => program.CallAsync(Grains, request);

    protected override Task<EntityRecord> StateAsync(EntityReference entity) => program.StateAsync(Grains, entity);
}
