using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>A member access that waits for its target's type; never in a bound program.</summary>
internal sealed record BoundDeferred(DataType Type, SourceSpan Span) : BoundExpression(Type, Span)
{
    /// <summary>What the access turned out to be.</summary>
    public BoundExpression? Resolution { get; set; }
}

/// <summary>A <see cref="BoundDeferred"/> with the way to settle it.</summary>
/// <param name="Target">The type that must be known first.</param>
/// <param name="Settle">Gives the access once the target's type is known.</param>
/// <param name="GiveUp">Gives the access, or an error, if it stays unknown.</param>
internal sealed record DeferredAccess(BoundDeferred Node, DataType Target, Func<BoundExpression> Settle, Func<BoundExpression> GiveUp);
