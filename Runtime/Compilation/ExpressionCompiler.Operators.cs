using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <content>Operators.</content>
internal sealed partial class ExpressionCompiler
{
    private Code Unary(UnaryExpression unary)
    {
        var operand = Compile(unary.Operand);
        return unary.Operator switch
        {
            UnaryOperator.Not => Code.Not(Boxing.Held(operand, typeof(bool))),
            UnaryOperator.Negate when operand.Type == typeof(Value) =>
                OnExecutor(nameof(UnitExecutor.Apply), Code.Constant(unary.Operator), operand, Number(unary.Span)),
            UnaryOperator.Negate when operand.Type == typeof(long) => Call(typeof(Ints), nameof(Ints.Negate), operand, executor, Number(unary.Span)),
            UnaryOperator.Negate => Code.Negate(operand),
            _ => throw new ArgumentOutOfRangeException(nameof(unary)),
        };
    }

    private Code Binary(BinaryExpression binary) => binary.Operator switch
    {
        BinaryOperator.Cons => Call(typeof(ListValue), nameof(ListValue.Cons), Box(binary.Left), CompileAs(binary.Right, typeof(ListValue))),
        BinaryOperator.Append => Call(typeof(Interpreter.Evaluation.Arithmetic), nameof(Interpreter.Evaluation.Arithmetic.Append), CompileAs(binary.Left, typeof(ListValue)), CompileAs(binary.Right, typeof(ListValue))),
        BinaryOperator.Power => Call(typeof(Math), nameof(Math.Pow), CompileAs(binary.Left, typeof(double)), CompileAs(binary.Right, typeof(double))),
        BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Arithmetic(binary),
        _ => Comparison(binary),
    };

    private Code Arithmetic(BinaryExpression binary)
    {
        var left = Compile(binary.Left);
        var right = CompileAs(binary.Right, left.Type);
        if (left.Type == typeof(Value)) return OnExecutor(nameof(UnitExecutor.Apply), Code.Constant(binary.Operator), left, right, Number(binary.Span));
        if (left.Type == typeof(string)) return Call(typeof(Texts), nameof(Texts.Join), left, right, executor, Number(binary.Span));
        if (left.Type == typeof(long)) return Call(typeof(Ints), binary.Operator.ToString(), left, right, executor, Number(binary.Span));
        return binary.Operator switch
        {
            BinaryOperator.Add => Code.Add(left, right),
            BinaryOperator.Subtract => Code.Subtract(left, right),
            BinaryOperator.Multiply => Code.Multiply(left, right),
            BinaryOperator.Divide => Code.Divide(left, right),
            _ => Code.Modulo(left, right),
        };
    }

    private Code Comparison(BinaryExpression binary)
    {
        var type = binary.Left.Type;
        var clr = program.Types.Of(type);
        if (clr == typeof(long) || clr == typeof(double))
        {
            var (left, right) = (Compile(binary.Left), Compile(binary.Right, type));
            return binary.Operator switch
            {
                BinaryOperator.Equal => Code.Equal(left, right),
                BinaryOperator.NotEqual => Code.NotEqual(left, right),
                BinaryOperator.Less => Code.LessThan(left, right),
                BinaryOperator.LessOrEqual => Code.LessThanOrEqual(left, right),
                BinaryOperator.Greater => Code.GreaterThan(left, right),
                _ => Code.GreaterThanOrEqual(left, right),
            };
        }

        if (clr == typeof(bool) && binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            var equal = Code.Equal(Compile(binary.Left), CompileAs(binary.Right, typeof(bool)));
            return binary.Operator == BinaryOperator.Equal ? equal : Code.Not(equal);
        }

        if (clr == typeof(string))
        {
            var (left, right) = (Compile(binary.Left), Compile(binary.Right, type));
            if (binary.Operator == BinaryOperator.Equal) return Call(typeof(string), nameof(string.Equals), left, right);
            if (binary.Operator == BinaryOperator.NotEqual) return Code.Not(Call(typeof(string), nameof(string.Equals), left, right));
            return Ordered(binary.Operator, Call(typeof(string), nameof(string.CompareOrdinal), left, right));
        }

        var (first, second) = (Box(binary.Left), Box(binary.Right));
        return binary.Operator switch
        {
            BinaryOperator.Equal => Compared(nameof(ValueComparer.AreEqual), first, second),
            BinaryOperator.NotEqual => Code.Not(Compared(nameof(ValueComparer.AreEqual), first, second)),
            BinaryOperator.Less => Compared(nameof(ValueComparer.IsLess), first, second),
            BinaryOperator.LessOrEqual => Compared(nameof(ValueComparer.IsLessOrEqual), first, second),
            BinaryOperator.Greater => Swapped(nameof(ValueComparer.IsLess), first, second),
            _ => Swapped(nameof(ValueComparer.IsLessOrEqual), first, second),
        };
    }

    private static Code Ordered(BinaryOperator op, Code order) => op switch
    {
        BinaryOperator.Less => Code.LessThan(order, Code.Constant(0)),
        BinaryOperator.LessOrEqual => Code.LessThanOrEqual(order, Code.Constant(0)),
        BinaryOperator.Greater => Code.GreaterThan(order, Code.Constant(0)),
        _ => Code.GreaterThanOrEqual(order, Code.Constant(0)),
    };

    private static Code Compared(string comparison, Code left, Code right) => Call(typeof(ValueComparer), comparison, left, right);

    /// <summary>Compares the other way round, but evaluates in order.</summary>
    private static Code Swapped(string comparison, Code left, Code right)
    {
        var (first, second) = (Code.Variable(typeof(Value)), Code.Variable(typeof(Value)));
        return Code.Block([first, second], Code.Assign(first, left), Code.Assign(second, right), Compared(comparison, second, first));
    }
}
