using StateFlow.Interpreter.Values;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Where a run stands after a command, and why there.</summary>
/// <param name="Logs">What breakpoints have logged on the way.</param>
public sealed record StopReport(StopReason Reason, DebugPosition Position, ImmutableArray<string> Logs);

/// <summary>Why a run stopped.</summary>
public abstract record StopReason;

/// <summary>The step that was asked for is done, or the place was reached.</summary>
public sealed record StepDone : StopReason;

/// <summary>A breakpoint was hit.</summary>
public sealed record BreakpointHit(Breakpoint Breakpoint) : StopReason;

/// <summary>A field has changed.</summary>
public sealed record FieldChanged(Breakpoint Breakpoint, FieldChange Change) : StopReason;

/// <summary>A failure arises: in what runs next, or in what ran last if the command began there.</summary>
public sealed record FailureThrown(Breakpoint Breakpoint, Failure Failure) : StopReason;

/// <summary>The condition of a breakpoint cannot be evaluated.</summary>
public sealed record ConditionFailed(Breakpoint Breakpoint, string Error) : StopReason;

/// <summary>A fault has struck.</summary>
public sealed record FaultStruck(DebugFault Fault) : StopReason;

/// <summary>The run is over.</summary>
/// <param name="Failure">What stopped the script; null if it came to its end.</param>
/// <param name="IsStuck">Whether the script waits for an answer that no event will bring.</param>
public sealed record Ended(Failure? Failure, bool IsStuck) : StopReason;

/// <summary>Going back has come to the beginning.</summary>
public sealed record BeginningReached : StopReason;

/// <summary>It was asked to pause.</summary>
public sealed record Paused : StopReason;
