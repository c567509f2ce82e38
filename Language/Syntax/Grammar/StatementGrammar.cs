using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Blocks and the lines in them: <c>let</c> in its forms, and expressions.</summary>
internal sealed class StatementGrammar
{
    private readonly ParseContext _context;
    private readonly TokenListParser<TokenKind, BlockItem> _functions;
    private readonly TokenListParser<TokenKind, BlockItem> _value;

    public StatementGrammar(ParseContext context, TypeGrammar types, PatternGrammar patterns, Recovery recovery)
    {
        _context = context;
        var expressions = new ExpressionGrammar(context, types, patterns, this);
        var block = Parse.Ref(() => Block!);
        var annotation = types.Type.IfAfter(TokenKind.Colon);

        var modifier = Take(TokenKind.Rec, TokenKind.Mutable).OptionalOrDefault();
        var head = Parse.Sequence(Take(TokenKind.Let), modifier);
        var function = Parse.Sequence(Take(TokenKind.Identifier), patterns.Parameter.WhileNext(PatternGrammar.StartsAtom), annotation, Take(TokenKind.Equal), block)
            .Select(parts => new FunctionBinding(context.NameOf(parts.Item1), parts.Item2, parts.Item3, parts.Item5, context.Span(parts.Item1, parts.Item5)));
        _functions = Parse.Sequence(head, function, Take(TokenKind.And).IgnoreThen(function).WhileNext(TokenKind.And)).Select(ToFunctions);
        _value = Parse.Sequence(head, patterns.Pattern, annotation, Take(TokenKind.Equal), block)
            .Select(parts => (BlockItem)new LetItem(parts.Item1.Item2.Kind == TokenKind.Mutable, parts.Item2, parts.Item3, parts.Item5, context.Span(parts.Item1.Item1, parts.Item5)));

        var parallel = Parse.Sequence(Take(TokenKind.LetBang, TokenKind.AndBang), patterns.Pattern, annotation, Take(TokenKind.Equal), block)
            .Select(parts => new ParallelBinding(parts.Item2, parts.Item3, parts.Item5, context.Span(parts.Item1, parts.Item5)));
        var parallels = Parse.Sequence(parallel, parallel.WhileNext(TokenKind.AndBang))
            .Select(parts => (BlockItem)new ParallelLetItem([parts.Item1, .. parts.Item2], ParseContext.Span(parts.Item1, parts.Item2.LastOrDefault(parts.Item1))));
        var effect = Take(TokenKind.Do).IgnoreThen(block).Select(ToItem);

        Item = Items(parallels, effect, expressions.Expression.Select(ToItem));
        ItemOrRange = Items(parallels, effect, expressions.Range.Select(ToItem));
        Block = Parse.Sequence(Take(TokenKind.BlockOpen), recovery.Items(Item, (names, span) => new ErrorBlockItem(names, span)), Take(TokenKind.BlockClose))
            .Select(parts => ToExpression(parts.Item2));
        Expression = expressions.Expression;
    }

    /// <summary>A line of a block.</summary>
    public TokenListParser<TokenKind, BlockItem> Item { get; }

    /// <summary>A line of a list in brackets.</summary>
    public TokenListParser<TokenKind, BlockItem> ItemOrRange { get; }

    /// <summary>The lines of a block, as one expression.</summary>
    public TokenListParser<TokenKind, Expression> Block { get; }

    public TokenListParser<TokenKind, Expression> Expression { get; }

    /// <summary>A single expression as it is, other items as a block.</summary>
    public static Expression ToExpression(ImmutableArray<BlockItem> items) =>
        items is [ExpressionItem item] ? item.Expression : new BlockExpression(items, ParseContext.Span(items[0], items[^1]));

    private static BlockItem ToItem(Expression expression) => new ExpressionItem(expression, expression.Span);

    private TokenListParser<TokenKind, BlockItem> Items(
        TokenListParser<TokenKind, BlockItem> parallels,
        TokenListParser<TokenKind, BlockItem> effect,
        TokenListParser<TokenKind, BlockItem> expression) => input => input.NextKind() switch
    {
        TokenKind.DocComment or TokenKind.Let => Let(input),
        TokenKind.LetBang => parallels(input),
        TokenKind.Do => effect(input),
        _ => expression(input),
    };

    /// <summary><c>let</c> with a name and a parameter after it defines a function; any other has a pattern.</summary>
    private TokenListParserResult<TokenKind, BlockItem> Let(TokenList<TokenKind> input)
    {
        var (doc, start) = DocComments.Take(input);
        var afterKeyword = start.NextKind() == TokenKind.Let ? start.ConsumeToken().Remainder : start;
        var isMutable = afterKeyword.NextKind() == TokenKind.Mutable;
        var name = afterKeyword.NextKind() is TokenKind.Rec or TokenKind.Mutable ? afterKeyword.ConsumeToken().Remainder : afterKeyword;
        var isFunction = !isMutable && name.NextKind() == TokenKind.Identifier && PatternGrammar.StartsAtom(name.SecondKind());
        var result = isFunction ? _functions(start) : _value(start);
        return result.HasValue && doc is not null && result.Value is LetFunctionItem functions
            ? TokenListParserResult.Value<TokenKind, BlockItem>(functions with { Doc = doc }, input, result.Remainder)
            : result;
    }

    private BlockItem ToFunctions(((Token<TokenKind> Let, Token<TokenKind> Modifier) Head, FunctionBinding First, ImmutableArray<FunctionBinding> Others) parts)
    {
        ImmutableArray<FunctionBinding> functions = [parts.First, .. parts.Others];
        return new LetFunctionItem(parts.Head.Modifier.Kind == TokenKind.Rec, functions, null, _context.Span(parts.Head.Let, functions[^1]));
    }
}
