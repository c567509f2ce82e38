namespace StateFlow.Language.IR;

/// <summary>An operator on two operands of one type, both always evaluated.</summary>
public enum BinaryOperator
{
    /// <summary><c>+</c> on int (checked), float and string.</summary>
    Add,

    /// <summary><c>-</c>.</summary>
    Subtract,

    /// <summary><c>*</c>.</summary>
    Multiply,

    /// <summary><c>/</c>; on int it truncates, and division by zero is a failure.</summary>
    Divide,

    /// <summary><c>%</c>; takes the dividend's sign.</summary>
    Remainder,

    /// <summary><c>**</c> on float.</summary>
    Power,

    /// <summary><c>=</c>, structural.</summary>
    Equal,

    /// <summary><c>&lt;></c>, structural.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>, structural.</summary>
    Less,

    /// <summary><c>&lt;=</c>, structural.</summary>
    LessOrEqual,

    /// <summary><c>></c>, structural.</summary>
    Greater,

    /// <summary><c>>=</c>, structural.</summary>
    GreaterOrEqual,

    /// <summary><c>::</c>; an item, then a list.</summary>
    Cons,

    /// <summary><c>@</c> on lists.</summary>
    Append,
}

/// <summary>An operator on one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-</c> on int (checked) and float.</summary>
    Negate,

    /// <summary><c>not</c>.</summary>
    Not,
}
