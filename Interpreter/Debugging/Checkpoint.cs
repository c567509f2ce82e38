using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A place in a run with all that is needed to go on from it.</summary>
/// <param name="Tick">How often the run had advanced.</param>
/// <param name="Current">The step under way, to be copied before use; null between events.</param>
/// <param name="OutputLength">How much had been printed.</param>
/// <param name="Faults">What faults need to know; null if there are none.</param>
internal sealed record Checkpoint(long Tick, DebugPosition Position, RunState State, StepExecution? Current, int OutputLength, FaultState? Faults = null);
