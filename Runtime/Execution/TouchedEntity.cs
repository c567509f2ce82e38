using StateFlow.Execution.Analysis;

namespace StateFlow.Runtime.Execution;

/// <summary>An entity that a unit will touch, and what it may do with it.</summary>
internal readonly record struct TouchedEntity(EntityInstance Home, Access Access)
{
    /// <summary>Notes an entity; whether it exists may change while units are executed, unless it does already.</summary>
    public static TouchedEntity Of(EntityInstance home, Access access) => new(home, home.Exists ? access : access | Access.Read);
}
