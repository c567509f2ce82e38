using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Going on after an error: the item at fault is reported once and skipped as a whole, the items after it are parsed.</summary>
internal sealed class Recovery(ParseContext context)
{
    /// <summary>
    /// The items up to the end of the block, which is left. One that cannot be parsed becomes what
    /// <paramref name="toError"/> makes of the names that it seems to declare; blocks in it after the error, such as the body
    /// after a wrong head, are given to <paramref name="checkBody"/> for what else is wrong.
    /// </summary>
    public TokenListParser<TokenKind, ImmutableArray<T>> Items<T>(
        TokenListParser<TokenKind, T> item,
        Action<TokenList<TokenKind>> checkBody,
        Func<ImmutableArray<Name>, SourceSpan, T> toError) => input =>
    {
        var items = ImmutableArray.CreateBuilder<T>();
        var rest = SkipSeparators(input);

        // An empty block is the fault of the construct it belongs to.
        if (rest.NextKind() == TokenKind.BlockClose) return TokenListParserResult.CastEmpty<TokenKind, T, ImmutableArray<T>>(item(rest));

        while (!EndsBlock(rest.NextKind()))
        {
            var result = item(rest);
            if (result.HasValue && EndsItem(result.Remainder.NextKind()))
            {
                items.Add(result.Value);
                rest = SkipSeparators(result.Remainder);
                continue;
            }

            SyntaxErrors.Report(context, result.Remainder == rest, result.HasValue, result.Remainder, result.Expectations, result.HasValue ? null : result.ErrorMessage);
            // The body of what stands in a wrong place would be read as something else.
            var isMisplaced = result.Remainder.NextKind() is TokenKind.Entity or TokenKind.Type or TokenKind.Member;
            var end = SkipItem(rest, result.Remainder.Position, isMisplaced ? _ => { } : checkBody);
            items.Add(toError(DeclaredNames(rest, end), SpanUntil(rest, end)));
            rest = SkipSeparators(end);
        }

        return TokenListParserResult.Value(items.DrainToImmutable(), input, rest);
    };

    private static bool EndsBlock(TokenKind kind) => kind is TokenKind.BlockClose or TokenKind.EndOfInput;

    private static bool EndsItem(TokenKind kind) => EndsBlock(kind) || IsSeparator(kind);

    /// <summary>The end of the item that <paramref name="input"/> starts with: the next separator or block end outside its own blocks and brackets.</summary>
    private static TokenList<TokenKind> SkipItem(TokenList<TokenKind> input, int errorPosition, Action<TokenList<TokenKind>> checkBody)
    {
        var depth = 0;
        var rest = input;
        for (var kind = rest.NextKind(); kind != TokenKind.EndOfInput; kind = rest.NextKind())
        {
            if (depth == 0 && EndsItem(kind)) break;
            if (depth == 0 && kind == TokenKind.BlockOpen && rest.Position > errorPosition && rest.SecondKind() != TokenKind.BlockClose) checkBody(rest);
            if (kind == TokenKind.BlockOpen || TokenKinds.IsOpener(kind)) depth++;
            else if (kind == TokenKind.BlockClose || TokenKinds.IsCloser(kind)) depth--;
            rest = rest.ConsumeToken().Remainder;
        }

        return rest == input ? rest.ConsumeToken().Remainder : rest;
    }

    private SourceSpan SpanUntil(TokenList<TokenKind> start, TokenList<TokenKind> end) =>
        context.Span(context.Tokens[start.Position], context.Tokens[Math.Max(start.Position, end.Position - 1)]);

    private ImmutableArray<Name> DeclaredNames(TokenList<TokenKind> item, TokenList<TokenKind> end)
    {
        var rest = item;
        while (rest.NextKind() is TokenKind.DocComment or TokenKind.OpenAttribute) rest = SkipPrelude(rest);
        var keyword = rest.NextKind();
        if (keyword is not (TokenKind.Let or TokenKind.LetBang or TokenKind.Member or TokenKind.Entity or TokenKind.Type)) return [];

        var names = ImmutableArray.CreateBuilder<Name>();
        for (var token = rest.ConsumeToken().Remainder.ConsumeToken(); token.HasValue && token.Remainder.Position <= end.Position; token = token.Remainder.ConsumeToken())
        {
            var kind = token.Value.Kind;
            if (kind is TokenKind.Equal or TokenKind.Colon || TokenKinds.IsVirtual(kind)) break;
            var isSelf = keyword == TokenKind.Member && token.Remainder.NextKind() == TokenKind.Dot;
            if (kind != TokenKind.Identifier || isSelf) continue;
            names.Add(context.NameOf(token.Value));
            if (token.Remainder.NextKind() != TokenKind.Comma) break;
        }

        return names.ToImmutable();
    }

    private static TokenList<TokenKind> SkipPrelude(TokenList<TokenKind> input)
    {
        var isAttribute = input.NextKind() == TokenKind.OpenAttribute;
        var rest = input.ConsumeToken().Remainder;
        while (isAttribute && rest.NextKind() is not (TokenKind.CloseAttribute or TokenKind.EndOfInput)) rest = rest.ConsumeToken().Remainder;
        return isAttribute && rest.NextKind() == TokenKind.CloseAttribute ? rest.ConsumeToken().Remainder : rest;
    }
}
