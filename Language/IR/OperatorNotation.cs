namespace StateFlow.Language.IR;

/// <summary>Operators as they are written.</summary>
public static class OperatorNotation
{
    /// <summary>The operator's symbol, such as <c>&lt;=</c>.</summary>
    public static string Symbol(this BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Power => "**",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Cons => "::",
        BinaryOperator.Append => "@",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };
}
