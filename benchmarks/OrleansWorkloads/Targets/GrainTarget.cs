using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Hosting;
using StateFlow.OrleansWorkloads.Grains;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>Hand-written grains in silos of their own.</summary>
/// <param name="address">Where they are stored; null for nowhere.</param>
internal sealed class GrainTarget(string name, PreparedWorkload workload, IGrainProgram program, int silos, RedisAddress? address) : CallingTarget(workload)
{
    private readonly LocalSilos _silos = new();
    private IGrainFactory? _grains;

    public override string Name => name;

    private IGrainFactory Grains => _grains ?? throw new InvalidOperationException("nothing is loaded");

    public override ValueTask DisposeAsync() => _silos.DisposeAsync();

    protected override async Task StartAsync(PreparedWorkload workload, CancellationToken cancellation)
    {
        await _silos.StartAsync(silos, address: null, Configure, cancellation).ConfigureAwait(false);
        _grains = _silos.Services.GetRequiredService<IGrainFactory>();

        void Configure(ISiloBuilder silo)
        {
            silo.UseTransactions();
            silo.Services.AddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
            silo.Services.AddSingleton(new GrainDurability(IsOn: address is not null));
            if (address is null) silo.AddMemoryGrainStorage(GrainDurability.StorageName);
            else silo.AddRedisGrainStorage(GrainDurability.StorageName, options => options.ConfigurationOptions = address.Configuration);
        }
    }

    protected override Task<RequestOutcome> CallAsync(EntityRequest request) => program.CallAsync(Grains, request);

    protected override Task<EntityRecord> StateAsync(EntityReference entity) => program.StateAsync(Grains, entity);
}
