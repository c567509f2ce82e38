using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>What stands before arguments, or alone as a value.</summary>
internal abstract record Callee(SourceSpan Span);

/// <summary>Any value.</summary>
/// <param name="Property">The property that was read, if one was.</param>
internal sealed record ValueCallee(BoundExpression Value, MemberSymbol? Property = null) : Callee(Value.Span);

/// <summary>A function that takes its arguments one by one: <c>f a b</c>.</summary>
/// <param name="Call">The call with all arguments.</param>
/// <param name="Value">The function as a value of the given type.</param>
internal sealed record CurriedCallee(
    string Name,
    ImmutableArray<DataType> Parameters,
    DataType Result,
    Func<ImmutableArray<BoundExpression>, SourceSpan, BoundExpression> Call,
    Func<DataType, BoundExpression> Value,
    SourceSpan Span) : Callee(Span);

/// <summary>A method, constructor or case that takes its arguments in one list: <c>f (a, b)</c>.</summary>
/// <param name="Target">What is evaluated before the arguments, if anything.</param>
/// <param name="Method">The method, if it is one.</param>
/// <param name="Call">The call on the target with all arguments.</param>
internal sealed record TupledCallee(
    string Name,
    BoundExpression? Target,
    MemberSymbol? Method,
    ImmutableArray<DataType> Parameters,
    DataType Result,
    Func<BoundExpression?, ImmutableArray<BoundExpression>, SourceSpan, BoundExpression> Call,
    SourceSpan Span) : Callee(Span);

/// <summary><c>sprintf</c> and its like.</summary>
internal sealed record FormatCallee(string Name, SourceSpan Span) : Callee(Span);

/// <summary><c>start</c>.</summary>
internal sealed record StartCallee(SourceSpan Span) : Callee(Span);

/// <summary>A member of a value whose type is not known yet.</summary>
internal sealed record UnknownMemberCallee(BoundExpression Target, Name Member, SourceSpan Span) : Callee(Span);

/// <summary>An argument, which a pipe has bound already or which has yet to be bound.</summary>
internal abstract record Argument(SourceSpan Span);

/// <summary>An argument as written.</summary>
internal sealed record WrittenArgument(Expression Expression) : Argument(Expression.Span);

/// <summary>An argument that is bound.</summary>
internal sealed record BoundArgument(BoundExpression Expression) : Argument(Expression.Span);
