using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower;
using Superpower.Model;
using static StateFlow.Language.Syntax.Grammar.TokenParsers;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary><c>$"text {e} %d{e} {e:F2} {e,5}"</c>.</summary>
internal sealed class InterpolationGrammar
{
    private const int MaxAlignment = 1000;

    private readonly ParseContext _context;

    /// <param name="inside">What stands in a hole.</param>
    public InterpolationGrammar(ParseContext context, TokenListParser<TokenKind, Expression> inside)
    {
        _context = context;
        var hole = Parse.Sequence(Take(TokenKind.HoleOpen), inside, Take(TokenKind.HoleFormat).OptionalOrDefault(), Take(TokenKind.HoleClose))
            .Select(parts => Hole(parts.Item1, parts.Item2, parts.Item3, parts.Item4));
        String = Take(TokenKind.InterpolationStart).Then(start =>
        {
            var text = Take(TokenKind.InterpolationText)
                .Select(token => (InterpolationPart)new InterpolationText(StringText.DecodeInterpolated(start, token), context.Span(token)));
            return Parse.Sequence(text.Or(hole).Many(), Take(TokenKind.InterpolationEnd))
                .Select(parts => (Expression)new InterpolatedStringExpression([.. parts.Item1], context.Span(start, parts.Item2)));
        });
    }

    public TokenListParser<TokenKind, Expression> String { get; }

    private InterpolationPart Hole(Token<TokenKind> open, Expression expression, Token<TokenKind> format, Token<TokenKind> close)
    {
        var specifier = open.ToStringValue()[..^1];
        var (value, alignment) = Aligned(expression);
        return new InterpolationHole(
            value,
            alignment,
            specifier.Length > 0 ? specifier : null,
            format.HasValue ? format.ToStringValue()[1..] : null,
            _context.Span(open, close));
    }

    /// <summary>Takes <c>e,5</c> apart, which reads as a tuple but for its missing parentheses.</summary>
    private static (Expression Value, int Alignment) Aligned(Expression expression)
    {
        if (expression is not TupleExpression { Items: [var value, var width] } || value.Span.Start != expression.Span.Start) return (expression, 0);
        var alignment = width switch
        {
            LiteralExpression { Value: IntLiteral { Value: >= -MaxAlignment and <= MaxAlignment and var number } } => (int)number,
            PrefixExpression { Operator.Text: "-", Operand: LiteralExpression { Value: IntLiteral { Value: <= MaxAlignment and var number } } } => -(int)number,
            _ => 0,
        };
        return alignment != 0 ? (value, alignment) : (expression, 0);
    }
}
