using System.Globalization;

namespace StateFlow.Language.IR.Expressions;

/// <summary>Writes expressions of the IR in one line, much as F# would, for people to read.</summary>
public static class ExpressionNotation
{
    /// <summary>The expression as text.</summary>
    public static string Write(Expression expression) => expression switch
    {
        LiteralExpression node => Write(node.Value),
        LocalExpression node => node.Variable.Name,
        FieldExpression node => $"this.{node.Name}",
        ConstantExpression node => node.Name,
        ThisExpression => "this",
        AssignLocalExpression node => $"{node.Variable.Name} <- {Write(node.Value)}",
        AssignFieldExpression node => $"this.{node.Name} <- {Write(node.Value)}",
        SequenceExpression node => $"({Join("; ", node.Items)})",
        IfExpression node => $"(if {Write(node.Condition)} then {Write(node.Then)} else {Write(node.Else)})",
        AndExpression node => $"({Write(node.Left)} && {Write(node.Right)})",
        OrExpression node => $"({Write(node.Left)} || {Write(node.Right)})",
        WhileExpression node => $"(while {Write(node.Condition)} do {Write(node.Body)})",
        ForEachExpression node => $"(for {node.Variable.Name} in {Write(node.List)} do {Write(node.Body)})",
        ForRangeExpression node => $"(for {node.Variable.Name} in {Write(node.From)} .. {Write(node.Step)} .. {Write(node.To)} do {Write(node.Body)})",
        TryExpression node => $"(try {Write(node.Body)} with {node.Failure.Name} -> {Write(node.Handler)})",
        RethrowExpression node => $"(rethrow {Write(node.Failure)})",
        UnaryExpression { Operator: UnaryOperator.Not } node => $"not {Operand(node.Operand)}",
        UnaryExpression node => $"-{Operand(node.Operand)}",
        BinaryExpression node => $"({Write(node.Left)} {node.Operator.Symbol()} {Write(node.Right)})",
        TupleExpression node => $"({Join(", ", node.Items)})",
        TupleItemExpression node => $"{Operand(node.Tuple)}.{node.Index + 1}",
        ListExpression node => $"[{Join("; ", node.Items)}]",
        RecordExpression node => $"{node.Record} {{ {Join("; ", node.Values)} }}",
        RecordUpdateExpression node => $"{{ {Write(node.Record)} with {string.Join("; ", node.Order.Zip(node.Values, (index, value) => $"#{index} = {Write(value)}"))} }}",
        RecordFieldExpression node => $"{Operand(node.Record)}.{node.Name}",
        UnionExpression { Fields.Count: 0 } node => node.Case,
        UnionExpression node => $"{node.Case}({Join(", ", node.Fields)})",
        IsCaseExpression node => $"({Write(node.Value)} is {node.Case})",
        CaseFieldExpression node => $"{Operand(node.Value)}.{node.Case}.{node.Index + 1}",
        ClosureExpression node => $"closure {node.Method}({Join(", ", node.Captures)})",
        ApplyExpression node => $"{Operand(node.Function)}({Join(", ", node.Arguments)})",
        CallExpression node => $"{node.Method}({Join(", ", node.Arguments)})",
        LibraryCallExpression { Arguments.Count: 0 } node => node.Function,
        LibraryCallExpression node => $"{node.Function}({Join(", ", node.Arguments)})",
        FormatExpression node => $"$\"{string.Concat(node.Parts.Select(Write))}\"",
        PrintExpression node => $"{(node.NewLine ? "printfn" : "printf")}({Write(node.Text)})",
        ReferenceExpression node => $"{node.Entity}.Get({Write(node.Key)})",
        StartExpression node => $"start {Write(node.Call)}",
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
    };

    /// <summary>The call as text.</summary>
    public static string Write(Call call) => call switch
    {
        InvokeCall node => $"{Operand(node.Target)}.{node.Method[(node.Method.IndexOf('.') + 1)..]}({Join(", ", node.Arguments)})",
        CreateCall node => $"new {node.Entity}({Join(", ", node.Arguments)})",
        ExistsCall node => $"{node.Entity}.Exists({Write(node.Key)})",
        InPlaceCall node => $"{node.Method}({Join(", ", node.Arguments)})",
        WaitCall node => $"wait {Operand(node.Handle)}",
        _ => throw new ArgumentOutOfRangeException(nameof(call), call.GetType().Name, null),
    };

    /// <summary>The statement as text.</summary>
    public static string Write(Statement statement) => statement switch
    {
        AssignStatement node => $"{node.Variable.Name} <- {Write(node.Value)}",
        EvaluateStatement node => Write(node.Expression),
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null),
    };

    /// <summary>The constant as text.</summary>
    public static string Write(Literal literal) => literal switch
    {
        IntLiteral node => node.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteral node => node.Value.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny(".Ea") ? text : $"{text}.0",
        BoolLiteral node => node.Value ? "true" : "false",
        StringLiteral node => $"\"{Escape(node.Value)}\"",
        _ => "()",
    };

    private static string Write(FormatPart part) => part.Value is null ? Escape(part.Text ?? "") : $"{{{Write(part.Value)}}}";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");

    private static string Join(string separator, IEnumerable<Expression> expressions) => string.Join(separator, expressions.Select(Write));

    private static string Operand(Expression expression)
    {
        var text = Write(expression);
        return text.Contains(' ') && text[0] is not ('(' or '[' or '{') ? $"({text})" : text;
    }
}
