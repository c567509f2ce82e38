using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>The operators on values.</summary>
internal static class Arithmetic
{
    public static Value Apply(BinaryOperator op, Value left, Value right, Site site) => op switch
    {
        BinaryOperator.Add => Add(left, right, site),
        BinaryOperator.Subtract => Subtract(left, right, site),
        BinaryOperator.Multiply => Multiply(left, right, site),
        BinaryOperator.Divide => Divide(left, right, site),
        BinaryOperator.Remainder => Remainder(left, right, site),
        BinaryOperator.Power => new FloatValue(Math.Pow(site.Float(left), site.Float(right))),
        BinaryOperator.Equal => BoolValue.Of(ValueComparer.AreEqual(left, right)),
        BinaryOperator.NotEqual => BoolValue.Of(!ValueComparer.AreEqual(left, right)),
        BinaryOperator.Less => BoolValue.Of(ValueComparer.IsLess(left, right)),
        BinaryOperator.LessOrEqual => BoolValue.Of(ValueComparer.IsLessOrEqual(left, right)),
        BinaryOperator.Greater => BoolValue.Of(ValueComparer.IsLess(right, left)),
        BinaryOperator.GreaterOrEqual => BoolValue.Of(ValueComparer.IsLessOrEqual(right, left)),
        BinaryOperator.Cons => ListValue.Cons(left, site.As<ListValue>(right)),
        BinaryOperator.Append => Append(site.As<ListValue>(left), site.As<ListValue>(right)),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    public static Value Apply(UnaryOperator op, Value operand, Site site) => op switch
    {
        UnaryOperator.Negate => Negate(operand, site),
        UnaryOperator.Not => BoolValue.Of(!site.Bool(operand)),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    public static Value Add(Value left, Value right, Site site)
    {
        if (left is IntValue a)
        {
            var b = site.Int(right);
            var sum = unchecked(a.Value + b);
            return ((a.Value ^ sum) & (b ^ sum)) >= 0 ? IntValue.Of(sum) : throw Overflow(a.Value, "+", b, site);
        }

        if (left is FloatValue x) return new FloatValue(x.Value + site.Float(right));
        var (first, second) = (site.Text(left), site.Text(right));
        if ((long)first.Length + second.Length > Limits.TextLength) throw site.Failure("the text is too long");
        return new StringValue(first + second);
    }

    public static Value Multiply(Value left, Value right, Site site)
    {
        if (left is not IntValue a) return new FloatValue(site.Float(left) * site.Float(right));
        var b = site.Int(right);
        return Product(a.Value, b) is { } product ? IntValue.Of(product) : throw Overflow(a.Value, "*", b, site);
    }

    /// <summary>The product, or null if it does not fit.</summary>
    public static long? Product(long left, long right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high == low >> 63 ? low : null;
    }

    public static Value Append(ListValue left, ListValue right) =>
        right.IsEmpty ? left : ListValue.Prepend(left.ToArray(), right);

    private static Value Subtract(Value left, Value right, Site site)
    {
        if (left is not IntValue a) return new FloatValue(site.Float(left) - site.Float(right));
        var b = site.Int(right);
        var difference = unchecked(a.Value - b);
        return ((a.Value ^ b) & (a.Value ^ difference)) >= 0 ? IntValue.Of(difference) : throw Overflow(a.Value, "-", b, site);
    }

    private static Value Divide(Value left, Value right, Site site)
    {
        if (left is not IntValue a) return new FloatValue(site.Float(left) / site.Float(right));
        return site.Int(right) switch
        {
            0 => throw site.Failure("division by zero"),
            -1 => Negate(a, site),
            var b => IntValue.Of(a.Value / b),
        };
    }

    private static Value Remainder(Value left, Value right, Site site)
    {
        if (left is not IntValue a) return new FloatValue(site.Float(left) % site.Float(right));
        return site.Int(right) switch
        {
            0 => throw site.Failure("division by zero"),
            -1 => IntValue.Of(0),
            var b => IntValue.Of(a.Value % b),
        };
    }

    private static Value Negate(Value operand, Site site) => operand switch
    {
        IntValue { Value: long.MinValue } => throw site.Failure($"int overflow: -({long.MinValue}) does not fit"),
        IntValue number => IntValue.Of(-number.Value),
        _ => new FloatValue(-site.Float(operand)),
    };

    private static FailureException Overflow(long left, string op, long right, Site site) =>
        site.Failure($"int overflow: {left} {op} {(right < 0 ? $"({right})" : $"{right}")} does not fit");
}
