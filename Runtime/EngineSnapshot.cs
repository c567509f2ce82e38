using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime;

/// <summary>The states of all entities between two batches.</summary>
/// <param name="Batch">The last batch whose effects it holds.</param>
/// <param name="Entities">All entities, in no order.</param>
public sealed record EngineSnapshot(long Batch, IReadOnlyCollection<EntityRecord> Entities);

/// <summary>An entity and its state.</summary>
/// <param name="Fields">The values of the operator's fields, in their order.</param>
public sealed record EntityRecord(EntityReference Entity, ImmutableArray<Value> Fields);
