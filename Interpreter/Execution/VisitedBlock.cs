using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <summary>A block that ran in a step.</summary>
internal readonly record struct VisitedBlock(Method Method, Block Block);
