using StateFlow.Language.IR;

namespace StateFlow.Language.Syntax.Tree;

/// <summary>A pattern as written.</summary>
public abstract record Pattern(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>_</c>.</summary>
public sealed record WildcardPattern(SourceSpan Span) : Pattern(Span);

/// <summary>A name: a new variable, or a union case without fields; the binder knows which.</summary>
public sealed record NamePattern(Name Name, SourceSpan Span) : Pattern(Span);

/// <summary>A constant, the unit <c>()</c> included.</summary>
public sealed record LiteralPattern(Literal Value, SourceSpan Span) : Pattern(Span);

/// <summary><c>a, b</c>.</summary>
public sealed record TuplePattern(ImmutableArray<Pattern> Items, SourceSpan Span) : Pattern(Span);

/// <summary><c>[a; b]</c>.</summary>
public sealed record ListPattern(ImmutableArray<Pattern> Items, SourceSpan Span) : Pattern(Span);

/// <summary><c>head :: tail</c>.</summary>
public sealed record ConsPattern(Pattern Head, Pattern Tail, SourceSpan Span) : Pattern(Span);

/// <summary><c>Circle r</c>, <c>Shape.Rect (w, h)</c>, <c>Some x</c>; <paramref name="Argument"/> is null in <c>Shape.Empty</c>.</summary>
public sealed record CasePattern(ImmutableArray<Name> QualifiedName, Pattern? Argument, SourceSpan Span) : Pattern(Span);

/// <summary><c>{ x = p; y = q }</c>.</summary>
public sealed record RecordPattern(ImmutableArray<RecordFieldPattern> Fields, SourceSpan Span) : Pattern(Span);

/// <summary>One field of a <see cref="RecordPattern"/>.</summary>
public sealed record RecordFieldPattern(Name Name, Pattern Pattern, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>p as name</c>.</summary>
public sealed record AsPattern(Pattern Pattern, Name Name, SourceSpan Span) : Pattern(Span);

/// <summary><c>p | q</c>.</summary>
public sealed record OrPattern(Pattern Left, Pattern Right, SourceSpan Span) : Pattern(Span);

/// <summary><c>(p : type)</c>.</summary>
public sealed record TypedPattern(Pattern Pattern, TypeSyntax Type, SourceSpan Span) : Pattern(Span);
