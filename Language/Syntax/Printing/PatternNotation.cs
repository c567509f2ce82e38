using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>Patterns and types as symbolic expressions.</summary>
internal static class PatternNotation
{
    public static Notation Of(Pattern pattern) => pattern switch
    {
        WildcardPattern => "_",
        NamePattern name => name.Name.Text,
        LiteralPattern literal => LiteralNotation.Of(literal.Value),
        TuplePattern tuple => Notation.List(",", tuple.Items.Select(Of)),
        ListPattern list => Notation.List("list", list.Items.Select(Of)),
        ConsPattern cons => Notation.List("::", Of(cons.Head), Of(cons.Tail)),
        CasePattern { Argument: null } name => string.Join('.', name.QualifiedName.Select(part => part.Text)),
        CasePattern named => Notation.List(string.Join('.', named.QualifiedName.Select(part => part.Text)), Of(named.Argument)),
        RecordPattern record => Notation.List("record", record.Fields.Select(field => Notation.List(field.Name.Text, Of(field.Pattern)))),
        AsPattern alias => Notation.List("as", Of(alias.Pattern), alias.Name.Text),
        OrPattern either => Notation.List("|", Of(either.Left), Of(either.Right)),
        TypedPattern typed => Notation.List(":", Of(typed.Pattern), Of(typed.Type)),
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    public static Notation Of(Parameter parameter) =>
        parameter.Type is null ? Of(parameter.Pattern) : Notation.List(":", Of(parameter.Pattern), Of(parameter.Type));

    public static Notation Of(TypeSyntax type) => type switch
    {
        NamedTypeSyntax { Arguments.IsEmpty: true } named => named.Name.Text,
        NamedTypeSyntax named => Notation.List(named.Name.Text, named.Arguments.Select(Of)),
        TypeParameterSyntax parameter => $"'{parameter.Name.Text}",
        TupleTypeSyntax tuple => Notation.List("*", tuple.Items.Select(Of)),
        FunctionTypeSyntax function => Notation.List("->", Of(function.Parameter), Of(function.Result)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary><c>(: int)</c>, or null where there is no annotation.</summary>
    public static Notation? OfAnnotation(TypeSyntax? type) => type is null ? null : Notation.List(":", Of(type));
}
