using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Expressions;

// Operators.
internal sealed partial class ExpressionBinder
{
    private BoundExpression BindInfix(InfixExpression infix, DataType expected) => infix.Operator.Text switch
    {
        "|>" => BindPipe(infix, expected),
        "<|" => BindBackwardPipe(infix, expected),
        ">>" => BindCompose(infix, infix.Left, infix.Right, expected),
        "<<" => BindCompose(infix, infix.Right, infix.Left, expected),
        _ => BindOperator(infix.Operator, infix.Span, expected, (type, isLeft) => Bind(isLeft ? infix.Left : infix.Right, type)),
    };

    /// <summary>An operator on two operands, which <paramref name="operand"/> binds, the left one (true) first.</summary>
    private BoundExpression BindOperator(Name name, SourceSpan span, DataType expected, Func<DataType, bool, BoundExpression> operand)
    {
        if (name.Text is "&&" or "||")
        {
            return Checked(new BoundShortCircuit(name.Text == "||", operand(DataType.Bool, true), operand(DataType.Bool, false), span), expected);
        }

        if (BinaryOperatorOf(name.Text) is not { } symbol)
        {
            _context.Report(BindingDiagnostics.UnknownOperator(name.Text, name.Span));
            operand(ErrorType.Instance, true);
            operand(ErrorType.Instance, false);
            return new BoundError(ErrorType.Instance, span);
        }

        var (left, right, result) = OperatorTypes(symbol);
        Inference.Unify(expected, result);
        var boundLeft = operand(left, true);
        var boundRight = operand(right, false);
        if (symbol is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual) _context.LateChecks.AddCompared(left, span);
        return Checked(new BoundBinary(symbol, boundLeft, boundRight, result, span), expected);
    }

    private (DataType Left, DataType Right, DataType Result) OperatorTypes(BinaryOperator symbol)
    {
        switch (symbol)
        {
            case BinaryOperator.Cons:
                var item = Inference.Fresh();
                return (item, new ListType(item), new ListType(item));
            case BinaryOperator.Append:
                var list = new ListType(Inference.Fresh());
                return (list, list, list);
            case BinaryOperator.Power:
                return (DataType.Float, DataType.Float, DataType.Float);
            case >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual:
                var compared = Inference.Fresh();
                return (compared, compared, DataType.Bool);
            default:
                var number = Inference.Fresh(symbol == BinaryOperator.Add ? Overloads.Addable : Overloads.Number);
                return (number, number, number);
        }
    }

    private static BinaryOperator? BinaryOperatorOf(string text) => text switch
    {
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "%" => BinaryOperator.Remainder,
        "**" => BinaryOperator.Power,
        "=" => BinaryOperator.Equal,
        "<>" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        "::" => BinaryOperator.Cons,
        "@" => BinaryOperator.Append,
        _ => null,
    };

    private BoundExpression BindPrefix(PrefixExpression prefix, DataType expected)
    {
        if (prefix.Operator.Text is not ("-" or "+"))
        {
            _context.Report(BindingDiagnostics.UnknownOperator(prefix.Operator.Text, prefix.Operator.Span));
            Bind(prefix.Operand, ErrorType.Instance);
            return new BoundError(ErrorType.Instance, prefix.Span);
        }

        var type = Inference.Fresh(Overloads.Number);
        Inference.Unify(expected, type);
        var operand = Bind(prefix.Operand, type);
        BoundExpression bound = (prefix.Operator.Text, operand) switch
        {
            ("+", _) => operand,
            (_, BoundLiteral { Value: IntLiteral { Value: not long.MinValue } number }) => new BoundLiteral(new IntLiteral(-number.Value), prefix.Span),
            (_, BoundLiteral { Value: FloatLiteral number }) => new BoundLiteral(new FloatLiteral(-number.Value), prefix.Span),
            _ => new BoundUnary(UnaryOperator.Negate, operand, type, prefix.Span),
        };
        return Checked(bound, expected);
    }

    /// <summary><c>(+)</c>.</summary>
    private BoundExpression BindOperatorFunction(OperatorExpression syntax, DataType expected)
    {
        var (left, right, result) = (Inference.Fresh(), Inference.Fresh(), Inference.Fresh());
        var type = TypeStructure.Function([left, right], result);
        var isExpected = Inference.Unify(expected, type);
        var first = _context.NewLocal("_left", left, syntax.Span);
        var second = _context.NewLocal("_right", right, syntax.Span);
        var body = BindOperator(syntax.Operator, syntax.Span, result, (operandType, isLeft) =>
        {
            var variable = isLeft ? first : second;
            return Checked(new BoundValue(variable, variable.Type, syntax.Span), operandType);
        });
        if (!isExpected) _context.Expect(expected, type, syntax.Span);
        return new BoundLambda([first, second], body, type, syntax.Span);
    }

    /// <summary>The function that applies <paramref name="firstFunction"/>, then <paramref name="secondFunction"/>.</summary>
    private BoundExpression BindCompose(InfixExpression infix, Expression firstFunction, Expression secondFunction, DataType expected)
    {
        var (input, middle, output) = (Inference.Fresh(), Inference.Fresh(), Inference.Fresh());
        var type = new FunctionType(input, output);
        var isExpected = Inference.Unify(expected, type);
        var first = Bind(firstFunction, new FunctionType(input, middle));
        var second = Bind(secondFunction, new FunctionType(middle, output));
        if (!isExpected) _context.Expect(expected, type, infix.Span);
        if (ReferenceEquals(firstFunction, infix.Left)) return new BoundCompose(first, second, type, infix.Span);

        // f << g evaluates f before g.
        var variable = _context.NewLocal("_second", second.Type, second.Span);
        return Evaluation.First(variable, second, new BoundCompose(first, new BoundValue(variable, variable.Type, second.Span), type, infix.Span));
    }
}
