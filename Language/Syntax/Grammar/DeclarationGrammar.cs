using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>A file: entities, types and statements.</summary>
internal sealed class DeclarationGrammar
{
    private readonly TokenListParser<TokenKind, TopLevelItem> _entity;
    private readonly TokenListParser<TokenKind, TopLevelItem> _type;
    private readonly TokenListParser<TokenKind, TopLevelItem> _statement;

    public DeclarationGrammar(ParseContext context)
    {
        var recovery = new Recovery(context);
        var types = new TypeGrammar(context);
        var patterns = new PatternGrammar(context, types);
        var statements = new StatementGrammar(context, types, patterns, recovery);
        var members = new MemberGrammar(context, types, patterns, statements);

        var body = recovery.Items(members.Item, (names, span) => new ErrorEntityItem(names, span));
        _entity = Parse.Sequence(
                Parse.Sequence(Take(TokenKind.Entity), Take(TokenKind.Identifier)),
                members.ParametersOrNone,
                Take(TokenKind.Equal),
                body.Between(Take(TokenKind.BlockOpen), Take(TokenKind.BlockClose)))
            .Select(parts => (TopLevelItem)new EntityDeclaration(
                context.NameOf(parts.Item1.Item2),
                parts.Item2 ?? [],
                parts.Item4,
                Doc: null,
                context.Span(parts.Item1.Item1, parts.Item4[^1])));
        _type = new TypeDeclarationGrammar(context, types).Declaration;
        _statement = statements.Item.Select(item => (TopLevelItem)new StatementItem(item, item.Span));
        Items = recovery.Items(Item, (names, span) => new ErrorItem(names, span));
    }

    /// <summary>All of a file up to its end, which is left.</summary>
    public TokenListParser<TokenKind, ImmutableArray<TopLevelItem>> Items { get; }

    private TokenListParserResult<TokenKind, TopLevelItem> Item(TokenList<TokenKind> input)
    {
        var (doc, start) = DocComments.Take(input);
        var result = start.NextKind() switch
        {
            TokenKind.Entity => _entity(start),
            TokenKind.Type => _type(start),
            _ => _statement(input),
        };
        return result.HasValue && doc is not null
            ? TokenListParserResult.Value(WithDoc(result.Value, doc), input, result.Remainder)
            : result;
    }

    private static TopLevelItem WithDoc(TopLevelItem item, string doc) => item switch
    {
        EntityDeclaration entity => entity with { Doc = doc },
        RecordDeclaration record => record with { Doc = doc },
        UnionDeclaration union => union with { Doc = doc },
        AbbreviationDeclaration abbreviation => abbreviation with { Doc = doc },
        _ => item,
    };
}
