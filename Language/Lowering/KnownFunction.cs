using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Lowering;

/// <summary>A function that is known where it is applied, so that its remote calls can be split there.</summary>
internal abstract record KnownFunction;

/// <summary>A lambda, put in place of its application.</summary>
internal sealed record InlineFunction(BoundLambda Lambda) : KnownFunction;

/// <summary>A <c>let</c> function.</summary>
internal sealed record NamedFunction(FunctionSymbol Function) : KnownFunction;

/// <summary>A library function.</summary>
internal sealed record KnownLibraryFunction(LibraryFunction Function) : KnownFunction;

/// <summary>A function with its first arguments given.</summary>
internal sealed record PartialFunction(KnownFunction Function, ImmutableArray<Operand> Arguments) : KnownFunction;

/// <summary><c>First >> Second</c>; <paramref name="Between"/> is the type of what the first gives the second.</summary>
internal sealed record ComposedFunction(KnownFunction First, KnownFunction Second, DataType Between) : KnownFunction;

/// <summary>A function value computed before; applying it never waits.</summary>
internal sealed record FunctionValue(Expression Value) : KnownFunction;

/// <summary>An argument: a value or, if it may wait when applied, a known function.</summary>
internal readonly record struct Operand(Expression? Value, KnownFunction? Function, DataType Type)
{
    public static implicit operator Operand(Expression value) => new(value, null, value.Type);
}
