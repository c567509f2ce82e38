using StateFlow.Language.Binding.BoundTree;

namespace StateFlow.Language.Lowering;

/// <summary>The expressions directly below a node of the bound tree, in order of evaluation.</summary>
internal static class BoundTreeChildren
{
    public static IEnumerable<BoundExpression> Of(BoundExpression expression) => expression switch
    {
        BoundError or BoundLiteral or BoundValue or BoundThis or BoundFunctionValue or BoundLibraryValue => [],
        BoundBlock node => node.Statements.SelectMany(Of),
        BoundAssignment node => [node.Value],
        BoundIf node => [node.Condition, node.Then, node.Else],
        BoundMatch node => [node.Scrutinee, .. node.Arms.SelectMany(Of)],
        BoundTry node => [node.Body, .. node.Handlers.SelectMany(Of)],
        BoundWhile node => [node.Condition, node.Body],
        BoundFor node => [node.List, node.Body],
        BoundForRange { Step: { } step } node => [node.From, step, node.To, node.Body],
        BoundForRange node => [node.From, node.To, node.Body],
        BoundLambda node => [node.Body],
        BoundCall node => node.Arguments,
        BoundLibraryCall node => node.Arguments,
        BoundApply node => [node.Function, .. node.Arguments],
        BoundCompose node => [node.First, node.Second],
        BoundMemberCall node => [node.Target, .. node.Arguments],
        BoundCreate node => node.Arguments,
        BoundGet node => [node.Key],
        BoundExists node => [node.Key],
        BoundStart node => [node.Call],
        BoundShortCircuit node => [node.Left, node.Right],
        BoundBinary node => [node.Left, node.Right],
        BoundUnary node => [node.Operand],
        BoundTuple node => node.Items,
        BoundList node => node.Items,
        BoundComprehension node => [node.Body],
        BoundYield node => [node.Value],
        BoundRecord node => node.Fields.Select(field => field.Value),
        BoundRecordUpdate node => [node.Source, .. node.Fields.Select(field => field.Value)],
        BoundRecordField node => [node.Source],
        BoundUnionCase node => node.Fields,
        BoundFormat node => node.Parts.OfType<BoundFormatHole>().Select(hole => hole.Value),
        BoundPrint node => [node.Text],
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
    };

    /// <summary>The expressions of a statement; bodies of functions it declares are not part of it.</summary>
    public static IEnumerable<BoundExpression> Of(BoundStatement statement) => statement switch
    {
        BoundExpressionStatement node => [node.Expression],
        BoundLet node => [node.Value],
        BoundLetFunctions => [],
        BoundParallelLet node => node.Bindings.Select(binding => binding.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null),
    };

    private static IEnumerable<BoundExpression> Of(BoundArm arm) => arm.Guard is null ? [arm.Body] : [arm.Guard, arm.Body];
}
