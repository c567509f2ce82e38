namespace StateFlow.Language.Syntax.Tree;

/// <summary>A type as written.</summary>
public abstract record TypeSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>int</c>, <c>Item</c>, <c>int list</c> (one argument) or <c>Map&lt;string, int&gt;</c> (two).</summary>
public sealed record NamedTypeSyntax(Name Name, ImmutableArray<TypeSyntax> Arguments, SourceSpan Span) : TypeSyntax(Span);

/// <summary><c>'a</c>; <paramref name="Name"/> is without the quote.</summary>
public sealed record TypeParameterSyntax(Name Name, SourceSpan Span) : TypeSyntax(Span);

/// <summary><c>int * string</c>.</summary>
public sealed record TupleTypeSyntax(ImmutableArray<TypeSyntax> Items, SourceSpan Span) : TypeSyntax(Span);

/// <summary><c>int -> bool</c>.</summary>
public sealed record FunctionTypeSyntax(TypeSyntax Parameter, TypeSyntax Result, SourceSpan Span) : TypeSyntax(Span);
