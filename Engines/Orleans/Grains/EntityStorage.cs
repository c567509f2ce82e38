using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Grains;

/// <summary>Where the silo stores entities; nowhere, if it has no grain storage.</summary>
internal sealed class EntityStorage(IServiceProvider services)
{
    private const string StateName = "entity";

    private readonly IGrainStorage? _storage =
        services.GetKeyedService<IGrainStorage>(StateFlowSilos.StorageName) ?? services.GetKeyedService<IGrainStorage>("Default");

    public bool IsDurable => _storage is not null;

    public Task ReadAsync(GrainId grain, GrainState<StoredBytes> state) => _storage?.ReadStateAsync(StateName, grain, state) ?? Task.CompletedTask;

    public Task WriteAsync(GrainId grain, GrainState<StoredBytes> state) => _storage?.WriteStateAsync(StateName, grain, state) ?? Task.CompletedTask;
}
