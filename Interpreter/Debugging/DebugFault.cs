using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A fault in a run, for people to read.</summary>
/// <param name="Event">The event that comes twice or late; of a crash the one that is handled again.</param>
public sealed record DebugFault(FaultKind Kind, DeliveryGuarantee Delivery, QueuedEvent Event)
{
    /// <summary>What it does, in words.</summary>
    public override string ToString() => (Kind, Delivery) switch
    {
        (FaultKind.Crash, _) => $"crash: {Event.To} restarts from the snapshot before its last event and handles that again: {Event}",
        (FaultKind.Duplicate, _) => $"duplicate, will come once more: {Event}",
        (FaultKind.Delay, DeliveryGuarantee.AtLeastOnce) => $"late, overtaken by those behind it: {Event}",
        (FaultKind.Delay, _) => $"late, but its receiver waits for it: {Event}",
        _ => throw new InvalidOperationException($"{Kind} is no fault"),
    };
}
