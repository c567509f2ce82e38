namespace StateFlow.Language.IR.Expressions;

/// <summary>The expressions directly below a node of the IR, in order of evaluation.</summary>
public static class ExpressionChildren
{
    /// <summary>The expressions of a block's statements, then of its end.</summary>
    public static IEnumerable<Expression> Of(Block block) => block.Statements.SelectMany(Of).Concat(Of(block.Terminator));

    /// <summary>The operands of an expression.</summary>
    public static IEnumerable<Expression> Of(Expression expression) => expression switch
    {
        LiteralExpression or LocalExpression or FieldExpression or ConstantExpression or ThisExpression => [],
        AssignLocalExpression node => [node.Value],
        AssignFieldExpression node => [node.Value],
        SequenceExpression node => node.Items,
        IfExpression node => [node.Condition, node.Then, node.Else],
        AndExpression node => [node.Left, node.Right],
        OrExpression node => [node.Left, node.Right],
        WhileExpression node => [node.Condition, node.Body],
        ForEachExpression node => [node.List, node.Body],
        ForRangeExpression node => [node.From, node.Step, node.To, node.Body],
        TryExpression node => [node.Body, node.Handler],
        RethrowExpression node => [node.Failure],
        UnaryExpression node => [node.Operand],
        BinaryExpression node => [node.Left, node.Right],
        TupleExpression node => node.Items,
        TupleItemExpression node => [node.Tuple],
        ListExpression node => node.Items,
        RecordExpression node => node.Values,
        RecordUpdateExpression node => [node.Record, .. node.Values],
        RecordFieldExpression node => [node.Record],
        UnionExpression node => node.Fields,
        IsCaseExpression node => [node.Value],
        CaseFieldExpression node => [node.Value],
        ClosureExpression node => node.Captures,
        ApplyExpression node => [node.Function, .. node.Arguments],
        CallExpression node => node.Arguments,
        LibraryCallExpression node => node.Arguments,
        FormatExpression node => node.Parts.Where(part => part.Value is not null).Select(part => part.Value!),
        PrintExpression node => [node.Text],
        ReferenceExpression node => [node.Key],
        StartExpression node => Of(node.Call),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
    };

    /// <summary>The operands of a call.</summary>
    public static IEnumerable<Expression> Of(Call call) => call switch
    {
        InvokeCall node => [node.Target, .. node.Arguments],
        CreateCall node => node.Arguments,
        ExistsCall node => [node.Key],
        InPlaceCall node => node.Arguments,
        WaitCall node => [node.Handle],
        _ => throw new ArgumentOutOfRangeException(nameof(call), call.GetType().Name, null),
    };

    /// <summary>The calls that an expression, or one below it, starts.</summary>
    public static IEnumerable<StartExpression> Starts(Expression expression)
    {
        var nested = Of(expression).SelectMany(Starts);
        return expression is StartExpression start ? nested.Append(start) : nested;
    }

    /// <summary>The expressions of a statement.</summary>
    public static IEnumerable<Expression> Of(Statement statement) => statement switch
    {
        AssignStatement node => [node.Value],
        EvaluateStatement node => [node.Expression],
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null),
    };

    /// <summary>The expressions of a terminator.</summary>
    public static IEnumerable<Expression> Of(Terminator terminator) => terminator switch
    {
        GotoTerminator => [],
        BranchTerminator node => [node.Condition],
        CallTerminator node => Of(node.Call),
        ForkTerminator node => node.Branches.SelectMany(branch => Of(branch.Call)),
        ReturnTerminator node => [node.Value],
        FailTerminator node => [node.Message],
        RethrowTerminator node => [node.Failure],
        _ => throw new ArgumentOutOfRangeException(nameof(terminator), terminator.GetType().Name, null),
    };
}
