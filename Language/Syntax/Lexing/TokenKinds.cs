namespace StateFlow.Language.Syntax.Lexing;

/// <summary>Classes of token kinds that several passes ask for.</summary>
internal static class TokenKinds
{
    /// <summary>The bracket that closes <paramref name="open"/>; <see cref="TokenKind.None"/> if it is no opening bracket.</summary>
    public static TokenKind Closer(TokenKind open) => open switch
    {
        TokenKind.OpenParen or TokenKind.AdjacentOpenParen => TokenKind.CloseParen,
        TokenKind.OpenBracket or TokenKind.AdjacentOpenBracket => TokenKind.CloseBracket,
        TokenKind.OpenBrace => TokenKind.CloseBrace,
        TokenKind.OpenAttribute => TokenKind.CloseAttribute,
        TokenKind.Begin => TokenKind.End,
        TokenKind.InterpolationStart => TokenKind.InterpolationEnd,
        TokenKind.HoleOpen => TokenKind.HoleClose,
        _ => TokenKind.None,
    };

    public static bool IsOpener(TokenKind kind) => Closer(kind) != TokenKind.None;

    public static bool IsCloser(TokenKind kind) =>
        kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.CloseAttribute
            or TokenKind.End or TokenKind.InterpolationEnd or TokenKind.HoleClose;

    /// <summary>Tokens that stand between two operands, so that a line which starts or ends with one goes on.</summary>
    public static bool IsInfix(TokenKind kind) =>
        kind is (>= TokenKind.Equal and <= TokenKind.Power and not TokenKind.PrefixMinus)
            or TokenKind.Comma or TokenKind.Colon or TokenKind.Dot or TokenKind.DotDot
            or TokenKind.LeftArrow or TokenKind.RightArrow or TokenKind.As or TokenKind.When or TokenKind.Of;

    public static bool IsVirtual(TokenKind kind) =>
        kind is TokenKind.BlockOpen or TokenKind.BlockSeparator or TokenKind.BlockClose or TokenKind.EndOfInput;
}
