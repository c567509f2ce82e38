using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>The states of all entities; immutable, so that a transaction can keep the one it began with.</summary>
internal sealed record EntityStore(ImmutableDictionary<EntityReference, EntityState> Entities)
{
    public static EntityStore Empty { get; } = new(ImmutableDictionary<EntityReference, EntityState>.Empty);

    public EntityState? Find(EntityReference entity) => Entities.GetValueOrDefault(entity);

    public EntityStore With(EntityReference entity, EntityState? state) =>
        state is null ? new EntityStore(Entities.Remove(entity)) : new EntityStore(Entities.SetItem(entity, state));
}
