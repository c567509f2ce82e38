using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.BoundTree;

/// <summary>A line of a block or of the script.</summary>
internal abstract record BoundStatement(SourceSpan Span);

/// <summary>An expression evaluated for its effect or, as the last line, its value.</summary>
internal sealed record BoundExpressionStatement(BoundExpression Expression, SourceSpan Span) : BoundStatement(Span);

/// <summary><c>let pattern = value</c>. A pattern that may fail to match is a warning and, at run time, a failure.</summary>
internal sealed record BoundLet(BoundPattern Pattern, BoundExpression Value, SourceSpan Span) : BoundStatement(Span);

/// <summary><c>let [rec] f x = ... and g ...</c>: the bodies are in the symbols. Also for the script's top-level functions.</summary>
internal sealed record BoundLetFunctions(ImmutableArray<FunctionSymbol> Functions, SourceSpan Span) : BoundStatement(Span);

/// <summary><c>let! a = x.Price and! b = y.Price</c>. Each value is a remote call (a non-<c>this</c> <see cref="BoundMemberCall"/>, a <see cref="BoundCreate"/> or a <see cref="BoundExists"/>).</summary>
internal sealed record BoundParallelLet(ImmutableArray<BoundParallelBinding> Bindings, SourceSpan Span) : BoundStatement(Span);

/// <summary>One binding of a <see cref="BoundParallelLet"/>.</summary>
internal sealed record BoundParallelBinding(BoundPattern Pattern, BoundExpression Value, SourceSpan Span);
