using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>A method as basic blocks; calls that wait still stand inside blocks.</summary>
internal sealed record ControlFlowGraph(MethodSignature Signature, ImmutableArray<Variable> Variables, ImmutableArray<BasicBlock> Blocks);

/// <summary>Statements without a jump between them, and how they end.</summary>
/// <param name="Statements">Assignments, effects, calls and forks only.</param>
internal sealed record BasicBlock(
    int Id,
    ImmutableArray<NormalStatement> Statements,
    Terminator Terminator,
    Handler? Handler,
    SourceSpan Span);
