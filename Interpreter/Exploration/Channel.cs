using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A sender and a receiver, between which events stay in order: the oldest event of a channel is the one that is ready.</summary>
internal readonly record struct Channel(EntityReference Source, EntityReference Target)
{
    public static Channel Of(Event @event) => new(@event.Source, @event.Target);
}

/// <summary>A transition: the oldest event of a channel is delivered, or a fault strikes it.</summary>
/// <param name="Fault">Null for a delivery.</param>
/// <param name="Channel">Of a crash the entity, twice.</param>
internal readonly record struct Move(FaultKind? Fault, Channel Channel)
{
    public static Move Deliver(Channel channel) => new(null, channel);
}
