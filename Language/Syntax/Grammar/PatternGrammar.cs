using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Patterns: of matches, <c>let</c>s, loops and parameters. From loose to tight: <c>as</c>, <c>|</c>, <c>,</c>, <c>::</c>, a case and its argument.</summary>
internal sealed class PatternGrammar
{
    private readonly ParseContext _context;

    public PatternGrammar(ParseContext context, TypeGrammar types)
    {
        _context = context;
        var pattern = Parse.Ref(() => Pattern!);

        var wildcard = Take(TokenKind.Underscore).Select(token => (Pattern)new WildcardPattern(context.Span(token)));
        var literal = new TokenListParser<TokenKind, Pattern>(Literal);
        var typed = Parse.Sequence(pattern, types.Type.IfAfter(TokenKind.Colon)).Select(AddType);
        var parenthesized = Parse.Sequence(
                Take(TokenKind.OpenParen, TokenKind.AdjacentOpenParen),
                typed.IfNext(kind => kind != TokenKind.CloseParen),
                Take(TokenKind.CloseParen))
            .Select(parts => Parenthesize(parts.Item1, parts.Item2, parts.Item3));
        var list = Take(TokenKind.OpenBracket, TokenKind.AdjacentOpenBracket).Then(open => pattern.ItemsUpTo(TokenKind.CloseBracket)
            .Select(items => (Pattern)new ListPattern(items.Items, context.Span(open, items.End))));
        var field = Parse.Sequence(Take(TokenKind.Identifier), Take(TokenKind.Equal), Take(TokenKind.BlockOpen).Optional(), pattern, Take(TokenKind.BlockClose).Optional())
            .Select(parts => new RecordFieldPattern(context.NameOf(parts.Item1), parts.Item4, context.Span(parts.Item1, parts.Item4)));
        var record = Take(TokenKind.OpenBrace).Then(open => field.ItemsUpTo(TokenKind.CloseBrace)
            .Select(fields => (Pattern)new RecordPattern(fields.Items, context.Span(open, fields.End))));

        Atom = Patterns(wildcard, literal, parenthesized, list, record, name: QualifiedName(withArgument: false));
        var operand = Patterns(wildcard, literal, parenthesized, list, record, name: QualifiedName(withArgument: true));
        var cons = operand.SeparatedBy(TokenKind.Cons).Select(FoldCons);
        Tuple = cons.SeparatedBy(TokenKind.Comma)
            .Select(items => items.Length == 1 ? items[0] : new TuplePattern(items, ParseContext.Span(items[0], items[^1])));
        var alternatives = Tuple.SeparatedBy(TokenKind.Bar).Select(FoldAlternatives);
        Pattern = Parse.Sequence(alternatives, Take(TokenKind.Identifier).Select(context.NameOf).IfAfter(TokenKind.As))
            .Select(parts => parts.Item2 is { } name ? new AsPattern(parts.Item1, name, ParseContext.Span(parts.Item1, name)) : parts.Item1);
        Parameter = Atom.Select(ToParameter);
        AnnotatedParameter = Parse.Sequence(operand, types.Type.IfAfter(TokenKind.Colon))
            .Select(parts => new Parameter(parts.Item1, parts.Item2, ParseContext.Span(parts.Item1, (SyntaxNode?)parts.Item2 ?? parts.Item1)));
    }

    /// <summary>Any pattern.</summary>
    public TokenListParser<TokenKind, Pattern> Pattern { get; }

    /// <summary>A pattern without <c>|</c> and <c>as</c>, unless in parentheses.</summary>
    public TokenListParser<TokenKind, Pattern> Tuple { get; }

    /// <summary>A name, a constant or a pattern in brackets.</summary>
    public TokenListParser<TokenKind, Pattern> Atom { get; }

    /// <summary>A parameter of a function or lambda: <c>x</c>, <c>_</c>, <c>()</c>, <c>(x: int)</c>, <c>(a, b)</c>.</summary>
    public TokenListParser<TokenKind, Parameter> Parameter { get; }

    /// <summary>A parameter of a member or entity: <c>x: int</c>.</summary>
    public TokenListParser<TokenKind, Parameter> AnnotatedParameter { get; }

    /// <summary>Whether a token of <paramref name="kind"/> can be the first of an <see cref="Atom"/>.</summary>
    public static bool StartsAtom(TokenKind kind) =>
        LiteralGrammar.IsLiteral(kind)
        || kind is TokenKind.Underscore or TokenKind.Identifier or TokenKind.OpenParen or TokenKind.AdjacentOpenParen
            or TokenKind.OpenBracket or TokenKind.AdjacentOpenBracket or TokenKind.OpenBrace or TokenKind.PrefixMinus;

    private static TokenListParser<TokenKind, Pattern> Patterns(
        TokenListParser<TokenKind, Pattern> wildcard,
        TokenListParser<TokenKind, Pattern> literal,
        TokenListParser<TokenKind, Pattern> parenthesized,
        TokenListParser<TokenKind, Pattern> list,
        TokenListParser<TokenKind, Pattern> record,
        TokenListParser<TokenKind, Pattern> name) => Dispatch(
        "a pattern",
        (TokenKind.Underscore, wildcard),
        (TokenKind.Integer, literal),
        (TokenKind.Float, literal),
        (TokenKind.String, literal),
        (TokenKind.VerbatimString, literal),
        (TokenKind.TripleQuotedString, literal),
        (TokenKind.UnterminatedString, literal),
        (TokenKind.CharacterLiteral, literal),
        (TokenKind.MalformedNumber, literal),
        (TokenKind.True, literal),
        (TokenKind.False, literal),
        (TokenKind.Minus, literal),
        (TokenKind.PrefixMinus, literal),
        (TokenKind.OpenParen, parenthesized),
        (TokenKind.AdjacentOpenParen, parenthesized),
        (TokenKind.OpenBracket, list),
        (TokenKind.AdjacentOpenBracket, list),
        (TokenKind.OpenBrace, record),
        (TokenKind.Identifier, name));

    private static Pattern AddType((Pattern Pattern, TypeSyntax? Type) parts) =>
        parts.Type is { } type ? new TypedPattern(parts.Pattern, type, ParseContext.Span(parts.Pattern, type)) : parts.Pattern;

    private static Parameter ToParameter(Pattern pattern) =>
        pattern is TypedPattern typed ? new Parameter(typed.Pattern, typed.Type, typed.Span) : new Parameter(pattern, null, pattern.Span);

    private static Pattern FoldCons(ImmutableArray<Pattern> operands)
    {
        var pattern = operands[^1];
        for (var i = operands.Length - 2; i >= 0; i--) pattern = new ConsPattern(operands[i], pattern, ParseContext.Span(operands[i], pattern));
        return pattern;
    }

    private static Pattern FoldAlternatives(ImmutableArray<Pattern> alternatives)
    {
        var pattern = alternatives[0];
        foreach (var next in alternatives.Skip(1)) pattern = new OrPattern(pattern, next, ParseContext.Span(pattern, next));
        return pattern;
    }

    private Pattern Parenthesize(Token<TokenKind> open, Pattern? inside, Token<TokenKind> close)
    {
        var span = _context.Span(open, close);
        return inside is null ? new LiteralPattern(IR.Literal.Unit, span) : inside with { Span = span };
    }

    private TokenListParserResult<TokenKind, Pattern> Literal(TokenList<TokenKind> input)
    {
        var first = input.ConsumeToken();
        if (first.Value.Kind is not (TokenKind.Minus or TokenKind.PrefixMinus))
        {
            return TokenListParserResult.Value<TokenKind, Pattern>(new LiteralPattern(LiteralGrammar.Value(first.Value), _context.Span(first.Value)), input, first.Remainder);
        }

        var number = first.Remainder.ConsumeToken();
        if (!number.HasValue || !LiteralGrammar.IsNumber(number.Value.Kind)) return TokenListParserResult.Empty<TokenKind, Pattern>(first.Remainder, [TokenNames.Of(TokenKind.Integer)]);
        var literal = new LiteralPattern(LiteralGrammar.NegativeValue(number.Value), _context.Span(first.Value, number.Value));
        return TokenListParserResult.Value<TokenKind, Pattern>(literal, input, number.Remainder);
    }

    /// <summary><c>x</c>, <c>Shape.Empty</c> and, if <paramref name="withArgument"/>, <c>Circle r</c>.</summary>
    private TokenListParser<TokenKind, Pattern> QualifiedName(bool withArgument)
    {
        var names = Take(TokenKind.Identifier).Select(_context.NameOf).SeparatedBy(TokenKind.Dot);
        var argument = withArgument
            ? Parse.Ref(() => Atom).IfNext(StartsAtom)
            : Parse.Return<TokenKind, Pattern?>(null);
        return Parse.Sequence(names, argument).Select(parts => (parts.Item1, parts.Item2) switch
        {
            ([var name], null) => (Pattern)new NamePattern(name, name.Span),
            (var path, null) => new CasePattern(path, null, ParseContext.Span(path[0], path[^1])),
            (var path, { } value) => new CasePattern(path, value, ParseContext.Span(path[0], value)),
        });
    }
}
