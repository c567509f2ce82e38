using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Faults;

/// <summary>A fault that can strike a state of a run.</summary>
/// <param name="Channel">Whose oldest event it strikes; of a crash the entity, twice.</param>
internal readonly record struct Fault(FaultKind Kind, Channel Channel);
