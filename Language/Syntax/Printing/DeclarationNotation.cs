using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>Declarations as symbolic expressions.</summary>
internal static class DeclarationNotation
{
    public static Notation Of(TopLevelItem item) => item switch
    {
        StatementItem statement => ExpressionNotation.Of(statement.Statement),
        ErrorItem error => Notation.List("error", Names(error.DeclaredNames)),
        EntityDeclaration entity => Notation.List(
            "entity",
            [entity.Name.Text, Notation.List("parameters", entity.Parameters.Select(PatternNotation.Of)), .. entity.Items.Select(Of)]),
        RecordDeclaration record => Notation.List(
            "record-type",
            [record.Name.Text, .. Names(record.TypeParameters), .. record.Fields.Select(field => Notation.List(":", field.Name.Text, PatternNotation.Of(field.Type)))]),
        UnionDeclaration union => Notation.List("union-type", [union.Name.Text, .. Names(union.TypeParameters), .. union.Cases.Select(Of)]),
        AbbreviationDeclaration abbreviation => Notation.List(
            "abbreviation",
            [abbreviation.Name.Text, .. Names(abbreviation.TypeParameters), PatternNotation.Of(abbreviation.Type)]),
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    public static Notation Of(EntityItem item) => item switch
    {
        KeyItem key => Notation.List("key", key.Parameter.Text),
        FieldItem field => Notation.List(
            field.IsMutable ? "field-mutable" : "field",
            field.Name.Text,
            PatternNotation.OfAnnotation(field.Type),
            ExpressionNotation.Of(field.Initializer)),
        InvariantItem invariant => Notation.List("invariant", ExpressionNotation.Of(invariant.Condition)),
        MemberItem member => Of(member),
        ErrorEntityItem error => Notation.List("error", Names(error.DeclaredNames)),
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    private static Notation Of(MemberItem member) => Notation.List(
        "member",
        [
            .. member.Attributes.Select(attribute => (Notation)$"[<{attribute.Text}>]"),
            member.IsPrivate ? (Notation)"private" : null,
            $"{member.Self.Text}.{member.Name.Text}",
            member.Parameters is { } parameters ? Notation.List("parameters", parameters.Select(PatternNotation.Of)) : null,
            PatternNotation.OfAnnotation(member.Result),
            ExpressionNotation.Of(member.Body),
        ]);

    private static Notation Of(UnionCaseSyntax unionCase) => Notation.List(
        "|",
        [
            unionCase.Name.Text,
            .. unionCase.Fields.Select(field =>
                field.Name is null ? PatternNotation.Of(field.Type) : Notation.List(":", field.Name.Text, PatternNotation.Of(field.Type))),
        ]);

    private static IEnumerable<Notation> Names(ImmutableArray<Name> names) => names.Select(name => (Notation)name.Text);
}
