using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Expressions that start with a keyword. Their bodies are blocks, which end where the layout says.</summary>
internal sealed class ControlGrammar
{
    private readonly ParseContext _context;

    public ControlGrammar(
        ParseContext context,
        PatternGrammar patterns,
        TokenListParser<TokenKind, Expression> expression,
        TokenListParser<TokenKind, Expression> range,
        TokenListParser<TokenKind, Expression> block)
    {
        _context = context;

        var branch = Parse.Sequence(Take(TokenKind.If, TokenKind.Elif), expression, Take(TokenKind.Then), block)
            .Select(parts => new Branch(parts.Item1, parts.Item2, parts.Item4));
        If = Parse.Sequence(branch, branch.WhileNext(TokenKind.Elif), block.IfAfter(TokenKind.Else))
            .Select(parts => FoldBranches([parts.Item1, .. parts.Item2], parts.Item3));

        var arm = Parse.Sequence(patterns.Pattern, expression.IfAfter(TokenKind.When), Take(TokenKind.RightArrow), block)
            .Select(parts => new MatchArm(parts.Item1, parts.Item2, parts.Item4, ParseContext.Span(parts.Item1, parts.Item4)));
        var arms = Take(TokenKind.Bar).OptionalOrDefault().IgnoreThen(arm.SeparatedBy(TokenKind.Bar));
        Match = Parse.Sequence(Take(TokenKind.Match), expression, Take(TokenKind.With), arms)
            .Select(parts => (Expression)new MatchExpression(parts.Item2, parts.Item4, context.Span(parts.Item1, parts.Item4[^1])));
        Function = Parse.Sequence(Take(TokenKind.Function), arms)
            .Select(parts => (Expression)new FunctionExpression(parts.Item2, context.Span(parts.Item1, parts.Item2[^1])));
        Try = Parse.Sequence(Take(TokenKind.Try), block, Take(TokenKind.With), arms)
            .Select(parts => (Expression)new TryExpression(parts.Item2, parts.Item4, context.Span(parts.Item1, parts.Item4[^1])));

        Lambda = Parse.Sequence(Take(TokenKind.Fun), patterns.Parameter.AtLeastOnce(), Take(TokenKind.RightArrow), block)
            .Select(parts => (Expression)new LambdaExpression([.. parts.Item2], parts.Item4, context.Span(parts.Item1, parts.Item4)));

        var body = Parse.Sequence(Take(TokenKind.Do, TokenKind.RightArrow), block).Select(ToLoopBody);
        var each = Parse.Sequence(Take(TokenKind.In), range, body).Select(parts => (parts.Item2, parts.Item3));
        var counted = Parse.Sequence(Take(TokenKind.Equal), expression, Take(TokenKind.To, TokenKind.Downto), expression, body)
            .Select(parts => (CountedRange(parts.Item2, parts.Item3, parts.Item4), parts.Item5));
        For = Parse.Sequence(Take(TokenKind.For), patterns.Tuple, each.Or(counted))
            .Select(parts => (Expression)new ForExpression(parts.Item2, parts.Item3.Item1, parts.Item3.Item2, context.Span(parts.Item1, parts.Item3.Item2)));
        While = Parse.Sequence(Take(TokenKind.While), expression, Take(TokenKind.Do), block)
            .Select(parts => (Expression)new WhileExpression(parts.Item2, parts.Item4, context.Span(parts.Item1, parts.Item4)));
        Yield = Parse.Sequence(Take(TokenKind.Yield, TokenKind.YieldBang), expression)
            .Select(parts => (Expression)new YieldExpression(parts.Item2, parts.Item1.Kind == TokenKind.YieldBang, context.Span(parts.Item1, parts.Item2)));
    }

    public TokenListParser<TokenKind, Expression> If { get; }

    public TokenListParser<TokenKind, Expression> Match { get; }

    public TokenListParser<TokenKind, Expression> Function { get; }

    public TokenListParser<TokenKind, Expression> Try { get; }

    public TokenListParser<TokenKind, Expression> Lambda { get; }

    public TokenListParser<TokenKind, Expression> For { get; }

    public TokenListParser<TokenKind, Expression> While { get; }

    public TokenListParser<TokenKind, Expression> Yield { get; }

    private static Expression ToLoopBody((Token<TokenKind> Mark, Expression Body) parts) =>
        parts.Mark.Kind == TokenKind.Do ? parts.Body : new YieldExpression(parts.Body, IsMany: false, parts.Body.Span);

    /// <summary><c>from to last</c> is <c>from .. last</c>, <c>from downto last</c> is <c>from .. -1 .. last</c>.</summary>
    private Expression CountedRange(Expression from, Token<TokenKind> direction, Expression last)
    {
        var step = direction.Kind == TokenKind.Downto ? new LiteralExpression(new IntLiteral(-1), _context.Span(direction)) : null;
        return new RangeExpression(from, step, last, ParseContext.Span(from, last));
    }

    private Expression FoldBranches(ImmutableArray<Branch> branches, Expression? otherwise)
    {
        var result = otherwise;
        foreach (var branch in branches.Reverse())
        {
            result = new IfExpression(branch.Condition, branch.Then, result, _context.Span(branch.Keyword, result ?? branch.Then));
        }

        return result!;
    }

    private sealed record Branch(Token<TokenKind> Keyword, Expression Condition, Expression Then);
}
