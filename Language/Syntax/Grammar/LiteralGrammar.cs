using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>The values of constants.</summary>
internal static class LiteralGrammar
{
    public static bool IsLiteral(TokenKind kind) =>
        kind is TokenKind.Integer or TokenKind.Float or TokenKind.True or TokenKind.False or TokenKind.MalformedNumber
            or TokenKind.String or TokenKind.VerbatimString or TokenKind.TripleQuotedString or TokenKind.UnterminatedString or TokenKind.CharacterLiteral;

    public static bool IsNumber(TokenKind kind) => kind is TokenKind.Integer or TokenKind.Float;

    /// <summary>The constant that <paramref name="token"/> denotes. What is wrong with it the lexical check has reported.</summary>
    public static Literal Value(Token<TokenKind> token) => token.Kind switch
    {
        TokenKind.Integer => new IntLiteral(NumberText.ParseInteger(token.Span.AsReadOnlySpan(), isNegative: false) ?? 0),
        TokenKind.Float => new FloatLiteral(NumberText.ParseFloat(token.ToStringValue())),
        TokenKind.True => new BoolLiteral(true),
        TokenKind.False => new BoolLiteral(false),
        TokenKind.MalformedNumber => new IntLiteral(0),
        TokenKind.UnterminatedString or TokenKind.CharacterLiteral => new StringLiteral(""),
        _ => new StringLiteral(StringText.Decode(token)),
    };

    /// <summary>The constant that <paramref name="token"/> denotes with a minus before it.</summary>
    public static Literal NegativeValue(Token<TokenKind> token) => token.Kind switch
    {
        TokenKind.Integer => new IntLiteral(NumberText.ParseInteger(token.Span.AsReadOnlySpan(), isNegative: true) ?? 0),
        _ => new FloatLiteral(-NumberText.ParseFloat(token.ToStringValue())),
    };
}
