using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A transition: the oldest event of a channel is delivered, or a fault strikes.</summary>
/// <param name="Fault">Null for a delivery.</param>
/// <param name="Channel">Of a crash the entity, twice.</param>
internal readonly record struct Move(FaultKind? Fault, Channel Channel)
{
    public static Move Deliver(Channel channel) => new(null, channel);

    public static Move Strike(Fault fault) => new(fault.Kind, fault.Channel);
}
