namespace StateFlow.Interpreter.Execution;

/// <summary>What handling an event gives.</summary>
/// <param name="State">The new state of the event's target; null if it does not exist.</param>
/// <param name="Outgoing">The events that leave, in order.</param>
/// <param name="Output">What was printed; empty if the step failed, for then it has had no effect.</param>
internal sealed record StepResult(EntityState? State, ImmutableArray<Event> Outgoing, ImmutableArray<string> Output);
