using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>Keeps evaluation in source order where the tree's operands stand in another one.</summary>
internal static class Evaluation
{
    /// <summary>Whether evaluation has no effect and gives the same whenever it happens.</summary>
    public static bool IsStable(BoundExpression expression) => expression switch
    {
        BoundLiteral or BoundThis or BoundLambda or BoundFunctionValue or BoundLibraryValue or BoundError => true,
        BoundValue { Symbol: var symbol } => symbol is LocalSymbol { IsMutable: false } or ScriptValueSymbol { IsMutable: false } or FieldSymbol { IsMutable: false },
        BoundTuple tuple => tuple.Items.All(IsStable),
        BoundList list => list.Items.All(IsStable),
        BoundRecord record => record.Fields.All(field => IsStable(field.Value)),
        BoundUnionCase unionCase => unionCase.Fields.All(IsStable),
        BoundRecordField field => IsStable(field.Source),
        BoundCompose compose => IsStable(compose.First) && IsStable(compose.Second),
        BoundGet get => IsStable(get.Key),
        BoundLibraryCall { Function.Arity: 0 } => true,
        BoundLibraryCall { Function.Name: "Some" } some => some.Arguments.All(IsStable),
        _ => false,
    };

    /// <summary>
    /// The call, in which <paramref name="variable"/> is an operand, with <paramref name="value"/> evaluated first:
    /// in the variable's place if that makes no difference, else before the call.
    /// </summary>
    public static BoundExpression First(LocalSymbol variable, BoundExpression value, BoundExpression call)
    {
        bool IsVariable(BoundExpression operand) => operand is BoundValue { Symbol: var symbol } && ReferenceEquals(symbol, variable);
        bool CanReplace(params IEnumerable<BoundExpression> operands) =>
            operands.Any(IsVariable) && (IsStable(value) || operands.All(operand => IsVariable(operand) || IsStable(operand)));
        BoundExpression Replace(BoundExpression operand) => IsVariable(operand) ? value : operand;
        ImmutableArray<BoundExpression> ReplaceIn(ImmutableArray<BoundExpression> operands) => [.. operands.Select(Replace)];

        return call switch
        {
            BoundCall c when CanReplace(c.Arguments) => c with { Arguments = ReplaceIn(c.Arguments) },
            BoundLibraryCall c when CanReplace(c.Arguments) => c with { Arguments = ReplaceIn(c.Arguments) },
            BoundApply c when CanReplace([c.Function, .. c.Arguments]) => c with { Function = Replace(c.Function), Arguments = ReplaceIn(c.Arguments) },
            BoundMemberCall c when CanReplace([c.Target, .. c.Arguments]) => c with { Target = Replace(c.Target), Arguments = ReplaceIn(c.Arguments) },
            BoundCreate c when CanReplace(c.Arguments) => c with { Arguments = ReplaceIn(c.Arguments) },
            BoundUnionCase c when CanReplace(c.Fields) => c with { Fields = ReplaceIn(c.Fields) },
            BoundCompose c when CanReplace(c.First, c.Second) => c with { First = Replace(c.First), Second = Replace(c.Second) },
            BoundGet c when CanReplace(c.Key) => c with { Key = value },
            BoundExists c when CanReplace(c.Key) => c with { Key = value },
            BoundUnary c when CanReplace(c.Operand) => c with { Operand = value },
            BoundFormat c when CanReplace(Holes(c)) => ReplaceHoles(c, Replace),
            BoundPrint { Text: BoundFormat text } c when CanReplace(Holes(text)) => c with { Text = ReplaceHoles(text, Replace) },
            _ => new BoundBlock([Let(variable, value), new BoundExpressionStatement(call, call.Span)], call.Type, call.Span),
        };
    }

    /// <summary>Gives the expression a name if evaluating it later, or twice, would make a difference.</summary>
    /// <param name="lets">Receives the <c>let</c> that must come first.</param>
    public static BoundExpression Named(BindingContext context, BoundExpression expression, string name, ICollection<BoundStatement> lets)
    {
        if (IsStable(expression)) return expression;
        var variable = context.NewLocal(name, expression.Type, expression.Span);
        lets.Add(Let(variable, expression));
        return new BoundValue(variable, variable.Type, expression.Span);
    }

    /// <summary>The expression after the statements.</summary>
    public static BoundExpression After(IReadOnlyCollection<BoundStatement> statements, BoundExpression expression) =>
        statements.Count == 0
            ? expression
            : new BoundBlock([.. statements, new BoundExpressionStatement(expression, expression.Span)], expression.Type, expression.Span);

    public static BoundLet Let(ValueSymbol variable, BoundExpression value) =>
        new(new BoundVariablePattern(variable, variable.Type, variable.Span), value, value.Span);

    /// <summary>Whether the expression asks another entity.</summary>
    public static bool IsRemoteCall(BoundExpression expression) => expression switch
    {
        BoundMemberCall call => call.Target is not BoundThis,
        BoundCreate or BoundExists or BoundError => true,
        BoundDeferred { Resolution: { } resolution } => IsRemoteCall(resolution),
        _ => false,
    };

    private static IEnumerable<BoundExpression> Holes(BoundFormat format) =>
        format.Parts.OfType<BoundFormatHole>().Select(hole => hole.Value);

    private static BoundFormat ReplaceHoles(BoundFormat format, Func<BoundExpression, BoundExpression> replace) =>
        format with { Parts = [.. format.Parts.Select(part => part is BoundFormatHole hole ? hole with { Value = replace(hole.Value) } : part)] };
}
