using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Normal;

/// <summary>A statement of normal form: every call that may wait stands alone, its operands computed before.</summary>
internal abstract record NormalStatement(SourceSpan Span);

/// <summary>Sets a variable.</summary>
internal sealed record NormalAssign(Variable Variable, Expression Value, SourceSpan Span) : NormalStatement(Span);

/// <summary>Evaluates for the effect.</summary>
internal sealed record NormalEvaluate(Expression Expression, SourceSpan Span) : NormalStatement(Span);

/// <summary>Calls and waits for the answer.</summary>
internal sealed record NormalCall(Variable? Answer, Call Call, SourceSpan Span) : NormalStatement(Span);

/// <summary>Makes several calls at once and waits for all answers.</summary>
internal sealed record NormalFork(Sequence<ForkBranch> Branches, SourceSpan Span) : NormalStatement(Span);

/// <summary>Chooses.</summary>
internal sealed record NormalIf(Expression Condition, NormalCode Then, NormalCode Else, SourceSpan Span) : NormalStatement(Span);

/// <summary>Computes the condition and repeats the body while it holds.</summary>
internal sealed record NormalLoop(NormalCode Setup, Expression Condition, NormalCode Body, SourceSpan Span) : NormalStatement(Span);

/// <summary>Runs the body; a failure in it is put into the variable and handled.</summary>
internal sealed record NormalTry(NormalCode Body, Variable Failure, NormalCode Handler, SourceSpan Span) : NormalStatement(Span);

/// <summary>Ends the method with a value.</summary>
internal sealed record NormalReturn(Expression Value, SourceSpan Span) : NormalStatement(Span);

/// <summary>Fails with a text.</summary>
internal sealed record NormalFail(Expression Message, SourceSpan Span) : NormalStatement(Span);

/// <summary>Fails again with a handled failure.</summary>
internal sealed record NormalRethrow(Expression Failure, SourceSpan Span) : NormalStatement(Span);

/// <summary>Statements in order.</summary>
internal sealed record NormalCode(ImmutableArray<NormalStatement> Statements)
{
    public static NormalCode Empty { get; } = new([]);
}
