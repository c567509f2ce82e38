using StateFlow.Language.Syntax.Lexing;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>The combinators that the grammar adds to Superpower's.</summary>
internal static class TokenParsers
{
    /// <summary>One token of the kind.</summary>
    public static TokenListParser<TokenKind, Token<TokenKind>> Take(TokenKind kind)
    {
        // Not Token.EqualTo, which finds the kind's name by reflection and boxes each kind it compares.
        return Token.Matching<TokenKind>(candidate => candidate == kind, TokenNames.Of(kind));
    }

    /// <summary>One token of either kind.</summary>
    public static TokenListParser<TokenKind, Token<TokenKind>> Take(TokenKind kind, TokenKind alternative) =>
        Token.Matching<TokenKind>(candidate => candidate == kind || candidate == alternative, TokenNames.Of(kind));

    public static TokenKind NextKind(this TokenList<TokenKind> input)
    {
        var next = input.ConsumeToken();
        return next.HasValue ? next.Value.Kind : TokenKind.None;
    }

    public static TokenKind SecondKind(this TokenList<TokenKind> input)
    {
        var next = input.ConsumeToken();
        return next.HasValue ? next.Remainder.NextKind() : TokenKind.None;
    }

    /// <summary>Leaves it to the next token which parser goes on; <paramref name="name"/> is what a message says was expected.</summary>
    public static TokenListParser<TokenKind, T> Dispatch<T>(string name, params ReadOnlySpan<(TokenKind Kind, TokenListParser<TokenKind, T> Parser)> choices)
    {
        var parsers = new TokenListParser<TokenKind, T>?[(int)TokenKind.UnknownText + 1];
        foreach (var (kind, parser) in choices) parsers[(int)kind] = parser;
        string[] expectations = [name];
        return input => parsers[(int)input.NextKind()] is { } parser
            ? parser(input)
            : TokenListParserResult.Empty<TokenKind, T>(input, expectations);
    }

    /// <summary>Parses only if the next token's kind is one of <paramref name="starts"/>; gives null if not.</summary>
    public static TokenListParser<TokenKind, T?> IfNext<T>(this TokenListParser<TokenKind, T> parser, Func<TokenKind, bool> starts)
        where T : class
    {
        var nullable = parser.AsNullable();
        return input => starts(input.NextKind()) ? nullable(input) : TokenListParserResult.Value<TokenKind, T?>(null, input, input);
    }

    /// <summary>Parses only if the next token is a <paramref name="start"/>; gives <paramref name="otherwise"/> if not.</summary>
    public static TokenListParser<TokenKind, T> When<T>(this TokenListParser<TokenKind, T> parser, TokenKind start, T otherwise) =>
        input => input.NextKind() == start ? parser(input) : TokenListParserResult.Value(otherwise, input, input);

    /// <summary>What follows <paramref name="mark"/>, or null where that is not there.</summary>
    public static TokenListParser<TokenKind, T?> IfAfter<T>(this TokenListParser<TokenKind, T> parser, TokenKind mark)
        where T : class
    {
        var marked = Take(mark).IgnoreThen(parser);
        return marked.IfNext(kind => kind == mark);
    }

    /// <summary>As many as start with <paramref name="start"/>.</summary>
    public static TokenListParser<TokenKind, ImmutableArray<T>> WhileNext<T>(this TokenListParser<TokenKind, T> parser, TokenKind start) =>
        parser.WhileNext(kind => kind == start);

    /// <summary>As many as start with one of <paramref name="starts"/>.</summary>
    public static TokenListParser<TokenKind, ImmutableArray<T>> WhileNext<T>(this TokenListParser<TokenKind, T> parser, Func<TokenKind, bool> starts) => input =>
    {
        var items = ImmutableArray.CreateBuilder<T>();
        var rest = input;
        while (starts(rest.NextKind()))
        {
            var result = parser(rest);
            if (!result.HasValue) return TokenListParserResult.CastEmpty<TokenKind, T, ImmutableArray<T>>(result);
            items.Add(result.Value);
            rest = result.Remainder;
        }

        return TokenListParserResult.Value(items.DrainToImmutable(), input, rest);
    };

    /// <summary>One or more, with separators between.</summary>
    public static TokenListParser<TokenKind, ImmutableArray<T>> SeparatedBy<T>(this TokenListParser<TokenKind, T> item, TokenKind separator) =>
        item.AtLeastOnceDelimitedBy(Take(separator)).Select(items => ImmutableArray.Create(items));

    /// <summary>
    /// Items with separators, written or virtual, before, between and after them, up to <paramref name="end"/>; that
    /// is consumed and given along.
    /// </summary>
    public static TokenListParser<TokenKind, (ImmutableArray<T> Items, Token<TokenKind> End)> ItemsUpTo<T>(this TokenListParser<TokenKind, T> item, TokenKind end)
    {
        var closer = Take(end);
        string[] expectations = ["`;`", TokenNames.Of(end)];
        return input =>
        {
            var items = ImmutableArray.CreateBuilder<T>();
            var rest = SkipSeparators(input);
            while (rest.NextKind() != end)
            {
                var result = item(rest);
                if (!result.HasValue) return TokenListParserResult.CastEmpty<TokenKind, T, (ImmutableArray<T>, Token<TokenKind>)>(result);
                items.Add(result.Value);
                rest = SkipSeparators(result.Remainder);
                if (rest == result.Remainder && rest.NextKind() != end) return TokenListParserResult.Empty<TokenKind, (ImmutableArray<T>, Token<TokenKind>)>(rest, expectations);
            }

            var closed = closer(rest);
            return TokenListParserResult.Value((items.ToImmutable(), closed.Value), input, closed.Remainder);
        };
    }

    public static TokenList<TokenKind> SkipSeparators(TokenList<TokenKind> input)
    {
        while (IsSeparator(input.NextKind())) input = input.ConsumeToken().Remainder;
        return input;
    }

    public static bool IsSeparator(TokenKind kind) => kind is TokenKind.BlockSeparator or TokenKind.Semicolon;
}
