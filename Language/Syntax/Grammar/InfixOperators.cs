using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>The infix operators with F#'s precedence and associativity.</summary>
internal static class InfixOperators
{
    /// <summary>How tightly an operator binds; 0 if <paramref name="kind"/> is none.</summary>
    public static int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.OrOr => 1,
        TokenKind.AndAnd => 2,
        TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual
            or TokenKind.PipeRight or TokenKind.PipeLeft or TokenKind.ComposeRight or TokenKind.ComposeLeft => 3,
        TokenKind.Append or TokenKind.Caret => 4,
        TokenKind.Cons => 5,
        TokenKind.Plus or TokenKind.Minus or TokenKind.PrefixMinus => 6,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => 7,
        TokenKind.Power => 8,
        _ => 0,
    };

    /// <summary>Operands with operators between. One loop with stacks of its own: a long chain does not recurse.</summary>
    public static TokenListParser<TokenKind, Expression> Chain(ParseContext context, TokenListParser<TokenKind, Expression> operand) => input =>
    {
        var result = operand(input);
        if (!result.HasValue || Precedence(result.Remainder.NextKind()) == 0) return result;

        var operands = new Stack<Expression>();
        var operators = new Stack<(Name Name, int Precedence)>();
        operands.Push(result.Value);
        while (TakeOperator(context, result.Remainder) is { } next)
        {
            while (operators.TryPeek(out var previous) && BindsFirst(previous.Precedence, next.Precedence)) Reduce(operands, operators);
            operators.Push((next.Name, next.Precedence));
            result = operand(next.Remainder);
            if (!result.HasValue) return result;
            operands.Push(result.Value);
        }

        while (operators.Count > 0) Reduce(operands, operators);
        return TokenListParserResult.Value(operands.Pop(), input, result.Remainder);
    };

    /// <summary>The operator that <paramref name="input"/> starts with; its second half, if it has one, included.</summary>
    public static (Name Name, int Precedence, TokenList<TokenKind> Remainder)? TakeOperator(ParseContext context, TokenList<TokenKind> input)
    {
        var first = input.ConsumeToken();
        if (!first.HasValue || Precedence(first.Value.Kind) is not (> 0 and var precedence)) return null;
        if (first.Value.Kind != TokenKind.ComposeRight) return (new Name(first.Value.ToStringValue(), context.Span(first.Value)), precedence, first.Remainder);
        var second = first.Remainder.ConsumeToken();
        return (new Name(">>", context.Span(first.Value, second.Value)), precedence, second.Remainder);
    }

    private static bool BindsFirst(int left, int right) => left > right || (left == right && !IsRightAssociative(left));

    private static bool IsRightAssociative(int precedence) => precedence is 4 or 5 or 8;

    private static void Reduce(Stack<Expression> operands, Stack<(Name Name, int Precedence)> operators)
    {
        var right = operands.Pop();
        var left = operands.Pop();
        operands.Push(new InfixExpression(left, operators.Pop().Name, right, ParseContext.Span(left, right)));
    }
}
