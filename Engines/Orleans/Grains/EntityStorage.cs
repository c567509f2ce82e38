using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Grains;

/// <summary>Where the silo stores entities, and the programs that they are of; nowhere, if it has no grain storage.</summary>
internal sealed class EntityStorage(IServiceProvider services)
{
    private const string EntityState = "entity";
    private const string ProgramsState = "programs";

    private static readonly GrainType ProgramsType = GrainType.Create("stateflow.programs");

    private readonly IGrainStorage? _storage =
        services.GetKeyedService<IGrainStorage>(StateFlowSilos.StorageName) ?? services.GetKeyedService<IGrainStorage>("Default");

    public bool IsDurable => _storage is not null;

    /// <summary>Whether it outlives the cluster, and can be read before the silo is part of it; what Orleans keeps in memory is kept by grains.</summary>
    private bool KeepsPrograms => _storage is not (null or MemoryGrainStorage or MemoryGrainStorageWithLatency);

    public Task ReadAsync(GrainId grain, GrainState<StoredBytes> state) => _storage?.ReadStateAsync(EntityState, grain, state) ?? Task.CompletedTask;

    public Task WriteAsync(GrainId grain, GrainState<StoredBytes> state) => _storage?.WriteStateAsync(EntityState, grain, state) ?? Task.CompletedTask;

    public Task ReadProgramsAsync(string application, GrainState<StoredBytes> state) =>
        KeepsPrograms ? _storage!.ReadStateAsync(ProgramsState, ProgramsOf(application), state) : Task.CompletedTask;

    public Task WriteProgramsAsync(string application, GrainState<StoredBytes> state) =>
        KeepsPrograms ? _storage!.WriteStateAsync(ProgramsState, ProgramsOf(application), state) : Task.CompletedTask;

    private static GrainId ProgramsOf(string application) => GrainId.Create(ProgramsType, application);
}
