using StateFlow.Interpreter.Values;
using StateFlow.Runtime;
using StateFlow.Workloads;

namespace StateFlow.OrleansWorkloads.Grains;

/// <summary>A workload's entities as hand-written grains.</summary>
internal interface IGrainProgram
{
    /// <summary>Does with grains what a request asks of an entity.</summary>
    Task<RequestOutcome> CallAsync(IGrainFactory grains, EntityRequest request);

    /// <summary>The state of the grain as that of the entity.</summary>
    Task<EntityRecord> StateAsync(IGrainFactory grains, EntityReference entity);
}
