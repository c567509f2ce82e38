using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Expressions, from loose to tight: assignment, tuple, operators, keyword expressions and application, atoms.</summary>
internal sealed class ExpressionGrammar
{

    public ExpressionGrammar(ParseContext context, TypeGrammar types, PatternGrammar patterns, StatementGrammar statements)
    {
        var expression = Parse.Ref(() => Expression!);
        var block = Parse.Ref(() => statements.Block);
        Value = block.Or(expression);

        var brackets = new BracketGrammar(context, types, statements, this);
        var applications = new ApplicationGrammar(context, brackets.Atom, expression);
        var control = new ControlGrammar(context, patterns, expression, Parse.Ref(() => Range!), block);
        var prefixed = new TokenListParser<TokenKind, Expression>(applications.Prefixed);
        var application = new TokenListParser<TokenKind, Expression>(applications.Application);
        var operand = Dispatch("an expression", [
            (TokenKind.Minus, prefixed),
            (TokenKind.PrefixMinus, prefixed),
            (TokenKind.If, control.If),
            (TokenKind.Match, control.Match),
            (TokenKind.Function, control.Function),
            (TokenKind.Try, control.Try),
            (TokenKind.Fun, control.Lambda),
            (TokenKind.For, control.For),
            (TokenKind.While, control.While),
            (TokenKind.Yield, control.Yield),
            (TokenKind.YieldBang, control.Yield),
            .. Enum.GetValues<TokenKind>().Where(StartsApplication).Select(kind => (kind, application)),
        ]);

        var chain = InfixOperators.Chain(context, operand);
        var tuple = chain.SeparatedBy(TokenKind.Comma)
            .Select(items => items.Length == 1 ? items[0] : new TupleExpression(items, ParseContext.Span(items[0], items[^1])));
        var assigned = block.Or(tuple).IfAfter(TokenKind.LeftArrow);
        Expression = Parse.Sequence(tuple, assigned)
            .Select(parts => parts.Item2 is { } value
                ? new AssignmentExpression(parts.Item1, value, ParseContext.Span(parts.Item1, value))
                : parts.Item1);
        Range = Parse.Sequence(Expression, expression.IfAfter(TokenKind.DotDot), expression.IfAfter(TokenKind.DotDot)).Select(ToRange);
    }

    /// <summary>Any expression in a line.</summary>
    public TokenListParser<TokenKind, Expression> Expression { get; }

    /// <summary>An expression, or a block of lines.</summary>
    public TokenListParser<TokenKind, Expression> Value { get; }

    /// <summary>An expression, <c>a .. b</c> or <c>a .. step .. b</c>.</summary>
    public TokenListParser<TokenKind, Expression> Range { get; }

    private static bool StartsApplication(TokenKind kind) =>
        LiteralGrammar.IsLiteral(kind)
        || kind is TokenKind.InterpolationStart or TokenKind.Identifier or TokenKind.OpenParen or TokenKind.AdjacentOpenParen
            or TokenKind.OpenBracket or TokenKind.AdjacentOpenBracket or TokenKind.OpenBrace or TokenKind.Begin;

    private static Expression ToRange((Expression From, Expression? Second, Expression? Third) parts) => parts switch
    {
        (var from, null, _) => from,
        (var from, { } to, null) => new RangeExpression(from, null, to, ParseContext.Span(from, to)),
        (var from, { } step, { } to) => new RangeExpression(from, step, to, ParseContext.Span(from, to)),
    };
}
