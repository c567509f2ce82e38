using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.BoundTree;

/// <summary>A pattern; <paramref name="Type"/> is that of the values it is matched with.</summary>
internal abstract record BoundPattern(DataType Type, SourceSpan Span);

/// <summary>Matches everything.</summary>
internal sealed record BoundWildcardPattern(DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches everything and binds it to a <see cref="LocalSymbol"/> or, in the script's top-level <c>let</c>s, a <see cref="ScriptValueSymbol"/>.</summary>
internal sealed record BoundVariablePattern(ValueSymbol Variable, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches a value equal to the constant.</summary>
internal sealed record BoundLiteralPattern(Literal Value, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches a tuple item by item.</summary>
internal sealed record BoundTuplePattern(ImmutableArray<BoundPattern> Items, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches the empty list.</summary>
internal sealed record BoundEmptyListPattern(DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches a list with a head; <c>[a; b]</c> is two of these and an empty list.</summary>
internal sealed record BoundConsPattern(BoundPattern Head, BoundPattern Tail, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches <c>None</c>.</summary>
internal sealed record BoundNonePattern(DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches <c>Some</c>.</summary>
internal sealed record BoundSomePattern(BoundPattern Item, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches a case of a union, field by field.</summary>
internal sealed record BoundCasePattern(UnionCase Case, ImmutableArray<BoundPattern> Fields, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches a record by some of its fields, given by index.</summary>
internal sealed record BoundRecordPattern(ImmutableArray<(int Index, BoundPattern Pattern)> Fields, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches what <paramref name="Pattern"/> matches and binds the whole value.</summary>
internal sealed record BoundAsPattern(BoundPattern Pattern, LocalSymbol Variable, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary>Matches what either matches; both bind the same <see cref="LocalSymbol"/>s (shared, not copies).</summary>
internal sealed record BoundOrPattern(BoundPattern Left, BoundPattern Right, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);

/// <summary><c>Failure m</c> in a handler: matches every failure, with <paramref name="Message"/> against its text.</summary>
internal sealed record BoundFailurePattern(BoundPattern Message, DataType Type, SourceSpan Span) : BoundPattern(Type, Span);
