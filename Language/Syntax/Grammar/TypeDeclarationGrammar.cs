using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary><c>type</c>: records, unions and abbreviations.</summary>
internal sealed class TypeDeclarationGrammar
{
    private readonly ParseContext _context;
    private readonly TokenListParser<TokenKind, RecordFieldSyntax> _field;
    private readonly TokenListParser<TokenKind, ImmutableArray<UnionCaseSyntax>> _cases;
    private readonly TokenListParser<TokenKind, TypeSyntax> _type;

    public TypeDeclarationGrammar(ParseContext context, TypeGrammar types)
    {
        _context = context;
        _type = types.Type;
        var parameter = Take(TokenKind.TypeParameter).Select(token => new Name(token.ToStringValue()[1..], context.Span(token)));
        var parameters = parameter.SeparatedBy(TokenKind.Comma).Between(Take(TokenKind.Less), Take(TokenKind.Greater)).When(TokenKind.Less, []);
        var head = Parse.Sequence(Take(TokenKind.Type), Take(TokenKind.Identifier), parameters, Take(TokenKind.Equal))
            .Select(parts => new Head(parts.Item1, context.NameOf(parts.Item2), parts.Item3));

        _field = Parse.Sequence(Take(TokenKind.Identifier), Take(TokenKind.Colon), types.Type)
            .Select(parts => new RecordFieldSyntax(context.NameOf(parts.Item1), parts.Item3, context.Span(parts.Item1, parts.Item3)));

        var named = Parse.Sequence(Take(TokenKind.Identifier), Take(TokenKind.Colon), types.Operand)
            .Select(parts => new UnionFieldSyntax(context.NameOf(parts.Item1), parts.Item3, context.Span(parts.Item1, parts.Item3)));
        var unnamed = types.Operand.Select(type => new UnionFieldSyntax(null, type, type.Span));
        TokenListParser<TokenKind, UnionFieldSyntax> unionField = input => input.SecondKind() == TokenKind.Colon ? named(input) : unnamed(input);
        var fields = Take(TokenKind.Of).IgnoreThen(unionField.SeparatedBy(TokenKind.Star)).When(TokenKind.Of, []);
        var unionCase = Parse.Sequence(Take(TokenKind.Identifier), fields)
            .Select(parts => new UnionCaseSyntax(
                context.NameOf(parts.Item1),
                parts.Item2,
                parts.Item2.IsEmpty ? context.Span(parts.Item1) : context.Span(parts.Item1, parts.Item2[^1])));
        _cases = Take(TokenKind.Bar).OptionalOrDefault().IgnoreThen(unionCase.SeparatedBy(TokenKind.Bar));

        Declaration = head.Then(found => Definition(found).Between(Take(TokenKind.BlockOpen), Take(TokenKind.BlockClose)));
    }

    public TokenListParser<TokenKind, TopLevelItem> Declaration { get; }

    /// <summary>What stands after the <c>=</c>: its first tokens tell which of the three it is.</summary>
    private TokenListParser<TokenKind, TopLevelItem> Definition(Head head)
    {
        var record = Take(TokenKind.OpenBrace).IgnoreThen(_field.ItemsUpTo(TokenKind.CloseBrace)).Select(fields =>
            (TopLevelItem)new RecordDeclaration(head.Name, head.Parameters, fields.Items, null, _context.Span(head.Keyword, fields.End)));
        var union = _cases.Select(cases =>
            (TopLevelItem)new UnionDeclaration(head.Name, head.Parameters, cases, null, _context.Span(head.Keyword, cases[^1])));
        var abbreviation = _type.Select(type =>
            (TopLevelItem)new AbbreviationDeclaration(head.Name, head.Parameters, type, null, _context.Span(head.Keyword, type)));
        return input => input.NextKind() switch
        {
            TokenKind.OpenBrace => record(input),
            TokenKind.Bar => union(input),
            TokenKind.Identifier when input.SecondKind() is TokenKind.Of or TokenKind.Bar => union(input),
            _ => abbreviation(input),
        };
    }

    private sealed record Head(Token<TokenKind> Keyword, Name Name, ImmutableArray<Name> Parameters);
}
