using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>Expressions and statements as symbolic expressions.</summary>
internal static class ExpressionNotation
{
    public static Notation Of(Expression expression) => expression switch
    {
        ErrorExpression => "error",
        LiteralExpression literal => LiteralNotation.Of(literal.Value),
        NameExpression name => name.Name.Text,
        OperatorExpression section => Notation.List("operator", section.Operator.Text),
        MemberAccessExpression access => Notation.List(".", Of(access.Target), access.Member.Text),
        ApplicationExpression application => Notation.List("apply", [Of(application.Function), .. application.Arguments.Select(Of)]),
        InfixExpression infix => Notation.List(infix.Operator.Text, Of(infix.Left), Of(infix.Right)),
        PrefixExpression prefix => Notation.List(prefix.Operator.Text, Of(prefix.Operand)),
        IfExpression choice => Notation.List("if", Of(choice.Condition), Of(choice.Then), choice.Else is null ? null : Of(choice.Else)),
        MatchExpression match => Notation.List("match", [Of(match.Scrutinee), .. match.Arms.Select(Of)]),
        FunctionExpression function => Notation.List("function", function.Arms.Select(Of)),
        TryExpression attempt => Notation.List("try", [Of(attempt.Body), .. attempt.Handlers.Select(Of)]),
        LambdaExpression lambda => Notation.List("fun", [.. lambda.Parameters.Select(PatternNotation.Of), Of(lambda.Body)]),
        BlockExpression block => Notation.List("block", block.Items.Select(Of)),
        AssignmentExpression assignment => Notation.List("<-", Of(assignment.Target), Of(assignment.Value)),
        ForExpression loop => Notation.List("for", PatternNotation.Of(loop.Pattern), Of(loop.Source), Of(loop.Body)),
        WhileExpression loop => Notation.List("while", Of(loop.Condition), Of(loop.Body)),
        TupleExpression tuple => Notation.List(",", tuple.Items.Select(Of)),
        ListExpression list => Notation.List("list", list.Items.Select(Of)),
        RangeExpression range => Notation.List("..", Of(range.From), range.Step is null ? null : Of(range.Step), Of(range.To)),
        ComprehensionExpression comprehension => Notation.List("comprehension", Of(comprehension.Body)),
        YieldExpression element => Notation.List(element.IsMany ? "yield!" : "yield", Of(element.Value)),
        RecordExpression record => Notation.List("record", record.Fields.Select(Of)),
        RecordUpdateExpression update => Notation.List("with", [Of(update.Source), .. update.Fields.Select(Of)]),
        IndexExpression index => Notation.List("index", Of(index.Target), Of(index.Index)),
        TypedExpression typed => Notation.List(":", Of(typed.Expression), PatternNotation.Of(typed.Type)),
        InterpolatedStringExpression text => Notation.List("$", text.Parts.Select(Of)),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    public static Notation Of(BlockItem item) => item switch
    {
        ExpressionItem statement => Of(statement.Expression),
        LetItem let => Notation.List(
            let.IsMutable ? "let-mutable" : "let",
            PatternNotation.Of(let.Pattern),
            PatternNotation.OfAnnotation(let.Type),
            Of(let.Value)),
        LetFunctionItem functions => Notation.List(functions.IsRecursive ? "let-rec" : "let-function", functions.Functions.Select(Of)),
        ParallelLetItem parallel => Notation.List("let!", parallel.Bindings.Select(binding =>
            Notation.List("=", PatternNotation.Of(binding.Pattern), PatternNotation.OfAnnotation(binding.Type), Of(binding.Value)))),
        ErrorBlockItem error => Notation.List("error", error.DeclaredNames.Select(name => (Notation)name.Text)),
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    private static Notation Of(FunctionBinding function) => Notation.List(
        function.Name.Text,
        [.. function.Parameters.Select(PatternNotation.Of), PatternNotation.OfAnnotation(function.Result), Of(function.Body)]);

    private static Notation Of(MatchArm arm) => Notation.List(
        "->",
        PatternNotation.Of(arm.Pattern),
        arm.Guard is null ? null : Notation.List("when", Of(arm.Guard)),
        Of(arm.Body));

    private static Notation Of(FieldValue field) => Notation.List(field.Name.Text, Of(field.Value));

    private static Notation Of(InterpolationPart part) => part switch
    {
        InterpolationText text => LiteralNotation.Quote(text.Text),
        InterpolationHole { Alignment: not 0 } hole => Notation.List("align", $"{hole.Alignment}", Of(hole with { Alignment = 0 })),
        InterpolationHole { Specifier: null, Format: null } hole => Of(hole.Expression),
        InterpolationHole hole => Notation.List("format", hole.Specifier ?? hole.Format!, Of(hole.Expression)),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}
