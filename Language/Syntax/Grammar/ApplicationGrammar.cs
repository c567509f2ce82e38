using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>
/// What binds tighter than any operator: <c>x.Name</c>, <c>f(x)</c>, <c>xs[i]</c>, and looser than those
/// <c>f x y</c>. <c>f(x) y</c> and <c>f(x)(y)</c> are one application with two arguments, as <c>f x y</c> is.
/// </summary>
internal sealed class ApplicationGrammar
{
    private readonly ParseContext _context;
    private readonly TokenListParser<TokenKind, Expression> _atom;
    private readonly TokenListParser<TokenKind, Token<TokenKind>> _member;
    private readonly TokenListParser<TokenKind, (Expression Value, Token<TokenKind> End)> _index;

    /// <param name="atom">Constants, names and what is in brackets.</param>
    /// <param name="expression">Any expression.</param>
    public ApplicationGrammar(ParseContext context, TokenListParser<TokenKind, Expression> atom, TokenListParser<TokenKind, Expression> expression)
    {
        _context = context;
        _atom = atom;
        _index = Parse.Sequence(expression, Take(TokenKind.CloseBracket));
        _member = Take(TokenKind.Identifier);
    }

    /// <summary>An atom, applied to the arguments after it if there are any.</summary>
    public TokenListParserResult<TokenKind, Expression> Application(TokenList<TokenKind> input)
    {
        var head = Postfix(input);
        if (!head.HasValue || head.Value is LiteralExpression || !StartsArgument(head.Remainder.NextKind())) return head;

        var (function, arguments) = head.Value is ApplicationExpression applied && IsOpen(applied)
            ? (applied.Function, applied.Arguments.ToBuilder())
            : (head.Value, ImmutableArray.CreateBuilder<Expression>());
        var rest = head.Remainder;
        while (StartsArgument(rest.NextKind()))
        {
            var argument = rest.NextKind() == TokenKind.PrefixMinus ? Negative(rest) : Postfix(rest);
            if (!argument.HasValue) return argument;
            arguments.Add(argument.Value);
            rest = argument.Remainder;
        }

        var span = ParseContext.Span(head.Value, arguments[^1]);
        return TokenListParserResult.Value<TokenKind, Expression>(new ApplicationExpression(function, arguments.DrainToImmutable(), span), input, rest);
    }

    /// <summary><c>-x</c>, <c>- f x</c>; a minus that touches a number is part of it.</summary>
    public TokenListParserResult<TokenKind, Expression> Prefixed(TokenList<TokenKind> input)
    {
        var signs = new Stack<Token<TokenKind>>();
        var rest = input;
        while (rest.NextKind() is TokenKind.Minus or TokenKind.PrefixMinus && !IsNegativeNumber(rest))
        {
            var sign = rest.ConsumeToken();
            signs.Push(sign.Value);
            rest = sign.Remainder;
        }

        var operand = IsNegativeNumber(rest) ? Number(rest) : Application(rest);
        if (!operand.HasValue) return operand;
        var expression = operand.Value;
        while (signs.TryPop(out var sign)) expression = new PrefixExpression(_context.NameOf(sign), expression, _context.Span(sign, expression));
        return TokenListParserResult.Value(expression, input, operand.Remainder);
    }

    private static bool StartsArgument(TokenKind kind) =>
        LiteralGrammar.IsLiteral(kind)
        || kind is TokenKind.Identifier or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace
            or TokenKind.Begin or TokenKind.InterpolationStart or TokenKind.PrefixMinus;

    /// <summary>Whether more arguments belong to this application: it is not itself in parentheses.</summary>
    private static bool IsOpen(ApplicationExpression application) =>
        application.Span.Start == application.Function.Span.Start && application.Span.End == application.Arguments[^1].Span.End;

    private static bool IsNegativeNumber(TokenList<TokenKind> input)
    {
        var sign = input.ConsumeToken();
        if (!sign.HasValue || sign.Value.Kind is not (TokenKind.Minus or TokenKind.PrefixMinus)) return false;
        var number = sign.Remainder.ConsumeToken();
        return number.HasValue && LiteralGrammar.IsNumber(number.Value.Kind) && number.Value.Position.Absolute == sign.Value.Position.Absolute + 1;
    }

    private TokenListParserResult<TokenKind, Expression> Number(TokenList<TokenKind> input)
    {
        var sign = input.ConsumeToken();
        var number = sign.Remainder.ConsumeToken();
        var literal = new LiteralExpression(LiteralGrammar.NegativeValue(number.Value), _context.Span(sign.Value, number.Value));
        return TokenListParserResult.Value<TokenKind, Expression>(literal, input, number.Remainder);
    }

    private TokenListParserResult<TokenKind, Expression> Negative(TokenList<TokenKind> input)
    {
        if (IsNegativeNumber(input)) return Number(input);
        var sign = input.ConsumeToken();
        var operand = Postfix(sign.Remainder);
        return operand.HasValue
            ? TokenListParserResult.Value<TokenKind, Expression>(new PrefixExpression(_context.NameOf(sign.Value), operand.Value, _context.Span(sign.Value, operand.Value)), input, operand.Remainder)
            : operand;
    }

    private TokenListParserResult<TokenKind, Expression> Postfix(TokenList<TokenKind> input)
    {
        var result = _atom(input);
        while (result.HasValue)
        {
            var next = result.Remainder.NextKind() switch
            {
                TokenKind.Dot when result.Remainder.SecondKind() is TokenKind.OpenBracket or TokenKind.AdjacentOpenBracket =>
                    Index(result.Value, result.Remainder.ConsumeToken().Remainder),
                TokenKind.Dot => Member(result.Value, result.Remainder.ConsumeToken().Remainder),
                TokenKind.AdjacentOpenParen => Call(result.Value, result.Remainder),
                TokenKind.AdjacentOpenBracket => Index(result.Value, result.Remainder),
                _ => result,
            };
            if (next.HasValue && next.Remainder == result.Remainder) return TokenListParserResult.Value(result.Value, input, result.Remainder);
            result = next;
        }

        return result;
    }

    private TokenListParserResult<TokenKind, Expression> Member(Expression target, TokenList<TokenKind> input) =>
        _member.Select(name => (Expression)new MemberAccessExpression(target, _context.NameOf(name), _context.Span(target, name)))(input);

    private TokenListParserResult<TokenKind, Expression> Call(Expression function, TokenList<TokenKind> input) =>
        _atom.Select(argument => (Expression)(function is ApplicationExpression applied && IsOpen(applied)
            ? applied with { Arguments = applied.Arguments.Add(argument), Span = ParseContext.Span(function, argument) }
            : new ApplicationExpression(function, [argument], ParseContext.Span(function, argument))))(input);

    private TokenListParserResult<TokenKind, Expression> Index(Expression target, TokenList<TokenKind> input)
    {
        var index = _index(input.ConsumeToken().Remainder);
        return index.HasValue
            ? TokenListParserResult.Value<TokenKind, Expression>(new IndexExpression(target, index.Value.Value, _context.Span(target, index.Value.End)), input, index.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, (Expression, Token<TokenKind>), Expression>(index);
    }
}
