using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A state of a run, and what is watched in it.</summary>
/// <param name="Output">A hash of all that was printed.</param>
/// <param name="Invariants">The failures by broken invariants met so far.</param>
/// <param name="Faults">Null if there are none.</param>
internal sealed record Configuration(
    RunState Run, StaleReads Reads, UInt128 Output, ImmutableHashSet<BrokenInvariant> Invariants, FaultState? Faults);

/// <summary>An invariant that did not hold.</summary>
internal sealed record BrokenInvariant(Values.EntityReference Entity, Language.Syntax.SourceSpan Span, string Message);

/// <summary>A transition.</summary>
/// <param name="Moves">The delivery that makes it, and those of the transaction that it begins.</param>
/// <param name="Access">What it touches.</param>
/// <param name="Sent">The channels into which it sends.</param>
internal sealed record Transition(ImmutableArray<Move> Moves, Configuration After, Access Access, ImmutableArray<Channel> Sent);
