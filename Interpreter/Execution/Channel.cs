using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>A sender and a receiver, between which events stay in order: the oldest event of a channel is the one that is ready.</summary>
internal readonly record struct Channel(EntityReference Source, EntityReference Target)
{
    public static Channel Of(Event @event) => new(@event.Source, @event.Target);
}
