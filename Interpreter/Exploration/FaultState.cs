using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Exploration;

/// <summary>What faults need to know of a run.</summary>
/// <param name="Left">How many more there may be.</param>
/// <param name="LastSteps">What each entity did last, outside transactions: a crash repeats it.</param>
/// <param name="Taken">The events that were handled.</param>
internal sealed record FaultState(int Left, ImmutableDictionary<EntityReference, RepeatableStep> LastSteps, ImmutableHashSet<EventId> Taken)
{
    public static FaultState? Of(int faults) =>
        faults == 0 ? null : new FaultState(faults, ImmutableDictionary<EntityReference, RepeatableStep>.Empty, []);
}

/// <summary>An event that was handled, and the snapshot before it.</summary>
internal sealed record RepeatableStep(Event Event, EntityState? Snapshot);
