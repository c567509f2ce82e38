namespace StateFlow.Language.Syntax.Tree;

/// <summary>A declaration or statement at the top level of a file.</summary>
public abstract record TopLevelItem(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A statement of the script: a <c>let</c>, a <c>let!</c> or an expression.</summary>
public sealed record StatementItem(BlockItem Statement, SourceSpan Span) : TopLevelItem(Span);

/// <summary>Text that could not be parsed; its diagnostic has been reported. Names it may have declared are unknown.</summary>
/// <param name="DeclaredNames">Names that the broken text seems to declare, so that their uses bring no further messages.</param>
public sealed record ErrorItem(ImmutableArray<Name> DeclaredNames, SourceSpan Span) : TopLevelItem(Span);

/// <summary><c>entity Item(name: string) =</c> and its body. <paramref name="Doc"/> is the text of <c>///</c> comments before it.</summary>
public sealed record EntityDeclaration(Name Name, ImmutableArray<Parameter> Parameters, ImmutableArray<EntityItem> Items, string? Doc, SourceSpan Span) : TopLevelItem(Span);

/// <summary><c>type P = { x: int; y: string }</c>.</summary>
public sealed record RecordDeclaration(Name Name, ImmutableArray<Name> TypeParameters, ImmutableArray<RecordFieldSyntax> Fields, string? Doc, SourceSpan Span) : TopLevelItem(Span);

/// <summary>One field of a record type.</summary>
public sealed record RecordFieldSyntax(Name Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>type Shape = | Circle of float | Rect of w: float * h: float | Empty</c>.</summary>
public sealed record UnionDeclaration(Name Name, ImmutableArray<Name> TypeParameters, ImmutableArray<UnionCaseSyntax> Cases, string? Doc, SourceSpan Span) : TopLevelItem(Span);

/// <summary>One case of a union type.</summary>
public sealed record UnionCaseSyntax(Name Name, ImmutableArray<UnionFieldSyntax> Fields, SourceSpan Span) : SyntaxNode(Span);

/// <summary>One field of a union case; its name is optional.</summary>
public sealed record UnionFieldSyntax(Name? Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>type Money = int</c>.</summary>
public sealed record AbbreviationDeclaration(Name Name, ImmutableArray<Name> TypeParameters, TypeSyntax Type, string? Doc, SourceSpan Span) : TopLevelItem(Span);

/// <summary><c>name: type</c>; the type may be missing where inference can find it.</summary>
/// <param name="Pattern">What the argument is matched with; a plain name in most cases.</param>
/// <param name="Type">The annotation, if any.</param>
public sealed record Parameter(Pattern Pattern, TypeSyntax? Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary>A line of an entity's body.</summary>
public abstract record EntityItem(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>key name</c>.</summary>
public sealed record KeyItem(Name Parameter, SourceSpan Span) : EntityItem(Span);

/// <summary><c>let mutable stock = 0</c> in an entity.</summary>
public sealed record FieldItem(bool IsMutable, Name Name, TypeSyntax? Type, Expression Initializer, SourceSpan Span) : EntityItem(Span);

/// <summary><c>invariant stock >= 0</c>.</summary>
public sealed record InvariantItem(Expression Condition, SourceSpan Span) : EntityItem(Span);

/// <summary><c>member this.Name(p: type) : type = body</c>.</summary>
/// <param name="Attributes">Names between <c>[&lt;</c> and <c>>]</c>.</param>
/// <param name="Self">The identifier that stands for the entity; <c>_</c> if not used.</param>
/// <param name="Parameters">Null for a property; empty for a method without parameters.</param>
/// <param name="Result">The result annotation; null if missing, which the binder reports.</param>
public sealed record MemberItem(
    ImmutableArray<Name> Attributes,
    bool IsPrivate,
    Name Self,
    Name Name,
    ImmutableArray<Parameter>? Parameters,
    TypeSyntax? Result,
    Expression Body,
    string? Doc,
    SourceSpan Span) : EntityItem(Span);

/// <summary>A line of an entity's body that could not be parsed; reported.</summary>
public sealed record ErrorEntityItem(ImmutableArray<Name> DeclaredNames, SourceSpan Span) : EntityItem(Span);
