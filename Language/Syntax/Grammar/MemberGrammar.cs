using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>The lines of an entity's body: key, state, invariants and members.</summary>
internal sealed class MemberGrammar
{
    private readonly ParseContext _context;
    private readonly StatementGrammar _statements;
    private readonly TokenListParser<TokenKind, EntityItem> _key;
    private readonly TokenListParser<TokenKind, EntityItem> _invariant;
    private readonly TokenListParser<TokenKind, MemberItem> _member;
    private readonly TokenListParser<TokenKind, ImmutableArray<Name>> _attributes;

    public MemberGrammar(ParseContext context, TypeGrammar types, PatternGrammar patterns, StatementGrammar statements)
    {
        _context = context;
        _statements = statements;
        _key = Parse.Sequence(Take(TokenKind.Key), Take(TokenKind.Identifier))
            .Select(parts => (EntityItem)new KeyItem(context.NameOf(parts.Item2), context.Span(parts.Item1, parts.Item2)));
        _invariant = Parse.Sequence(Take(TokenKind.Invariant), statements.Expression)
            .Select(parts => (EntityItem)new InvariantItem(parts.Item2, context.Span(parts.Item1, parts.Item2)));

        var name = Take(TokenKind.Identifier).Select(context.NameOf);
        var attribute = name.ItemsUpTo(TokenKind.CloseAttribute).Select(names => names.Items);
        _attributes = Take(TokenKind.OpenAttribute).IgnoreThen(attribute).WhileNext(TokenKind.OpenAttribute)
            .Select(lists => lists.SelectMany(list => list).ToImmutableArray());

        var parameters = patterns.AnnotatedParameter.AtLeastOnceDelimitedBy(Take(TokenKind.Comma)).Select(items => items.ToList())
            .IfNext(kind => kind != TokenKind.CloseParen)
            .Between(Take(TokenKind.OpenParen, TokenKind.AdjacentOpenParen), Take(TokenKind.CloseParen))
            .Select(items => (ImmutableArray<Parameter>?)(items is null ? [] : [.. items]));
        ParametersOrNone = input => input.NextKind() is TokenKind.OpenParen or TokenKind.AdjacentOpenParen
            ? parameters(input)
            : TokenListParserResult.Value<TokenKind, ImmutableArray<Parameter>?>(null, input, input);

        var self = Take(TokenKind.Identifier, TokenKind.Underscore).Select(context.NameOf);
        var head = Parse.Sequence(Take(TokenKind.Member), Take(TokenKind.Private).OptionalOrDefault(), NameAfter(self));
        _member = Parse.Sequence(head, ParametersOrNone, types.Type.IfAfter(TokenKind.Colon), Take(TokenKind.Equal), statements.Block)
            .Select(parts => new MemberItem(
                [],
                IsPrivate: parts.Item1.Item2.HasValue,
                parts.Item1.Item3.Self,
                parts.Item1.Item3.Name,
                parts.Item2,
                parts.Item3,
                parts.Item5,
                Doc: null,
                context.Span(parts.Item1.Item1, parts.Item5)));
    }

    /// <summary><c>(a: int, b: string)</c>, or null where there is no parenthesis.</summary>
    public TokenListParser<TokenKind, ImmutableArray<Parameter>?> ParametersOrNone { get; }

    /// <summary>A line of an entity's body.</summary>
    public TokenListParserResult<TokenKind, EntityItem> Item(TokenList<TokenKind> input)
    {
        var (doc, start) = DocComments.Take(input);
        return start.NextKind() switch
        {
            TokenKind.Key => _key(start),
            TokenKind.Invariant => _invariant(start),
            TokenKind.Let => _statements.Item.Select(ToField)(start),
            TokenKind.Member or TokenKind.OpenAttribute => Member(start, doc),
            _ => TokenListParserResult.Empty<TokenKind, EntityItem>(start, ["`key`, `let`, `invariant` or `member`"]),
        };
    }

    private TokenListParserResult<TokenKind, EntityItem> Member(TokenList<TokenKind> input, string? doc)
    {
        var attributes = _attributes(input);
        if (!attributes.HasValue) return TokenListParserResult.CastEmpty<TokenKind, ImmutableArray<Name>, EntityItem>(attributes);
        var first = input.ConsumeToken().Value;
        return _member.Select(member => (EntityItem)(member with { Attributes = attributes.Value, Doc = doc, Span = _context.Span(first, member) }))(attributes.Remainder);
    }

    /// <summary><c>this.Name</c>; where <c>this.</c> is missing, that is reported and the rest parsed.</summary>
    private TokenListParser<TokenKind, (Name Self, Name Name)> NameAfter(TokenListParser<TokenKind, Name> self)
    {
        var qualified = Parse.Sequence(self, Take(TokenKind.Dot), Take(TokenKind.Identifier)).Select(parts => (parts.Item1, _context.NameOf(parts.Item3)));
        var bare = Take(TokenKind.Identifier).Select(token =>
        {
            var name = _context.NameOf(token);
            _context.Report(SyntaxDiagnostics.MemberWithoutSelf(name.Span, name.Text));
            return (new Name("_", name.Span), name);
        });
        return input => input.NextKind() == TokenKind.Identifier && input.SecondKind() is TokenKind.AdjacentOpenParen or TokenKind.OpenParen or TokenKind.Colon or TokenKind.Equal
            ? bare(input)
            : qualified(input);
    }

    private EntityItem ToField(BlockItem item)
    {
        switch (item)
        {
            case LetItem { Pattern: NamePattern pattern } let:
                return new FieldItem(let.IsMutable, pattern.Name, let.Type, let.Value, let.Span);
            case LetItem let:
                _context.Report(SyntaxDiagnostics.FieldPattern(let.Pattern.Span));
                return new ErrorEntityItem([], let.Span);
            case LetFunctionItem functions:
                _context.Report(SyntaxDiagnostics.FunctionInEntity(functions.Functions[0].Name.Span, functions.Functions[0].Name.Text));
                return new ErrorEntityItem([.. functions.Functions.Select(function => function.Name)], functions.Span);
            default:
                return new ErrorEntityItem([], item.Span);
        }
    }
}
