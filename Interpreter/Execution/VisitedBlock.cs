using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <summary>A block that a step has entered.</summary>
/// <param name="Before">The fields at that moment.</param>
internal readonly record struct VisitedBlock(Method Method, Block Block, ImmutableArray<Value?> Before);
