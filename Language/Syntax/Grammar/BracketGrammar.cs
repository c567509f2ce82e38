using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Atoms: constants, names, and everything in parentheses, brackets, braces and interpolated strings.</summary>
internal sealed class BracketGrammar
{
    private readonly ParseContext _context;
    private readonly TokenListParser<TokenKind, Expression> _inside;
    private readonly TokenListParser<TokenKind, Expression> _record;
    private readonly TokenListParser<TokenKind, Expression> _update;

    public BracketGrammar(ParseContext context, TypeGrammar types, StatementGrammar statements, ExpressionGrammar expressions)
    {
        _context = context;
        var expression = Parse.Ref(() => expressions.Expression);
        var value = Parse.Ref(() => expressions.Value);

        var literal = new TokenListParser<TokenKind, Expression>(LiteralToken);
        var name = Take(TokenKind.Identifier).Select(context.NameOf).Select(found => (Expression)new NameExpression(found, found.Span));

        var item = Parse.Ref(() => statements.Item);
        _inside = Parse.Sequence(ItemsWithin(item, TokenKind.CloseParen), types.Type.IfAfter(TokenKind.Colon))
            .Select(parts => parts.Item2 is { } type
                ? new TypedExpression(parts.Item1, type, ParseContext.Span(parts.Item1, type))
                : parts.Item1);
        var begin = Parse.Sequence(Take(TokenKind.Begin), ItemsWithin(item, TokenKind.End), Take(TokenKind.End))
            .Select(parts => parts.Item2 with { Span = context.Span(parts.Item1, parts.Item3) });

        var list = Take(TokenKind.OpenBracket, TokenKind.AdjacentOpenBracket).Then(open =>
            Parse.Ref(() => statements.ItemOrRange).ItemsUpTo(TokenKind.CloseBracket).Select(items => ListOf(open, items.Items, items.End)));

        var field = Parse.Sequence(Take(TokenKind.Identifier), Take(TokenKind.Equal), value)
            .Select(parts => new FieldValue(context.NameOf(parts.Item1), parts.Item3, context.Span(parts.Item1, parts.Item3)));
        _record = Take(TokenKind.OpenBrace).Then(open => field.ItemsUpTo(TokenKind.CloseBrace)
            .Select(fields => (Expression)new RecordExpression(fields.Items, context.Span(open, fields.End))));
        _update = Parse.Sequence(Take(TokenKind.OpenBrace), expression, Take(TokenKind.With), field.ItemsUpTo(TokenKind.CloseBrace))
            .Select(parts => (Expression)new RecordUpdateExpression(parts.Item2, parts.Item4.Items, context.Span(parts.Item1, parts.Item4.End)));

        var interpolated = new InterpolationGrammar(context, ItemsWithin(item, TokenKind.HoleClose)).String;

        Atom = Dispatch(
            "an expression",
            (TokenKind.Integer, literal),
            (TokenKind.Float, literal),
            (TokenKind.MalformedNumber, literal),
            (TokenKind.True, literal),
            (TokenKind.False, literal),
            (TokenKind.String, literal),
            (TokenKind.VerbatimString, literal),
            (TokenKind.TripleQuotedString, literal),
            (TokenKind.UnterminatedString, literal),
            (TokenKind.CharacterLiteral, literal),
            (TokenKind.InterpolationStart, interpolated),
            (TokenKind.Identifier, name),
            (TokenKind.OpenParen, Parenthesized),
            (TokenKind.AdjacentOpenParen, Parenthesized),
            (TokenKind.OpenBracket, list),
            (TokenKind.AdjacentOpenBracket, list),
            (TokenKind.OpenBrace, Braced),
            (TokenKind.Begin, begin));
    }

    public TokenListParser<TokenKind, Expression> Atom { get; }

    private TokenListParserResult<TokenKind, Expression> LiteralToken(TokenList<TokenKind> input)
    {
        var token = input.ConsumeToken();
        var literal = new LiteralExpression(LiteralGrammar.Value(token.Value), _context.Span(token.Value));
        return TokenListParserResult.Value<TokenKind, Expression>(literal, input, token.Remainder);
    }

    /// <summary>Lines in brackets, as one expression; the bracket is left.</summary>
    private static TokenListParser<TokenKind, Expression> ItemsWithin(TokenListParser<TokenKind, BlockItem> item, TokenKind end) => input =>
    {
        var items = ImmutableArray.CreateBuilder<BlockItem>();
        var rest = SkipSeparators(input);
        do
        {
            var result = item(rest);
            if (!result.HasValue) return TokenListParserResult.CastEmpty<TokenKind, BlockItem, Expression>(result);
            items.Add(result.Value);
            rest = SkipSeparators(result.Remainder);
            if (rest == result.Remainder) break;
        }
        while (rest.NextKind() != end);

        return TokenListParserResult.Value(StatementGrammar.ToExpression(items.DrainToImmutable()), input, rest);
    };

    /// <summary><c>()</c>, <c>(+)</c>, <c>(e)</c>, <c>(e : type)</c>.</summary>
    private TokenListParserResult<TokenKind, Expression> Parenthesized(TokenList<TokenKind> input)
    {
        var open = input.ConsumeToken();
        var inside = open.Remainder.NextKind() == TokenKind.CloseParen
            ? TokenListParserResult.Value<TokenKind, Expression>(new LiteralExpression(Literal.Unit, SourceSpan.None), input, open.Remainder)
            : OperatorName(open.Remainder) ?? _inside(open.Remainder);
        if (!inside.HasValue) return inside;
        var close = inside.Remainder.ConsumeToken();
        return close.HasValue && close.Value.Kind == TokenKind.CloseParen
            ? TokenListParserResult.Value(inside.Value with { Span = _context.Span(open.Value, close.Value) }, input, close.Remainder)
            : TokenListParserResult.Empty<TokenKind, Expression>(inside.Remainder, [TokenNames.Of(TokenKind.CloseParen)]);
    }

    private TokenListParserResult<TokenKind, Expression>? OperatorName(TokenList<TokenKind> input) =>
        InfixOperators.TakeOperator(_context, input) is { } found && found.Remainder.NextKind() == TokenKind.CloseParen
            ? TokenListParserResult.Value<TokenKind, Expression>(new OperatorExpression(found.Name, found.Name.Span), input, found.Remainder)
            : null;

    /// <summary><c>{ x = 1 }</c> or <c>{ r with x = 1 }</c>: the second token tells.</summary>
    private TokenListParserResult<TokenKind, Expression> Braced(TokenList<TokenKind> input)
    {
        var inside = SkipSeparators(input.ConsumeToken().Remainder);
        var isRecord = inside.NextKind() == TokenKind.CloseBrace || inside.SecondKind() == TokenKind.Equal;
        return isRecord ? _record(input) : _update(input);
    }

    private Expression ListOf(Token<TokenKind> open, ImmutableArray<BlockItem> items, Token<TokenKind> close)
    {
        var span = _context.Span(open, close);
        if (items is [ExpressionItem { Expression: RangeExpression range }]) return range with { Span = span };
        return items.Any(Comprehensions.IsGenerator)
            ? new ComprehensionExpression(StatementGrammar.ToExpression(items), span)
            : new ListExpression([.. items.Cast<ExpressionItem>().Select(item => item.Expression)], span);
    }
}
