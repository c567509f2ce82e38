namespace StateFlow.Language.Syntax.Lexing;

/// <summary>What messages call the kinds of token.</summary>
internal static class TokenNames
{
    public static string Of(TokenKind kind) => kind switch
    {
        TokenKind.BlockOpen => "an indented block",
        TokenKind.BlockSeparator or TokenKind.BlockClose => "the end of the line",
        TokenKind.EndOfInput => "the end of the input",
        TokenKind.Identifier => "a name",
        TokenKind.TypeParameter => "a type parameter",
        TokenKind.Integer or TokenKind.Float => "a number",
        TokenKind.String or TokenKind.VerbatimString or TokenKind.TripleQuotedString or TokenKind.InterpolationStart => "a string",
        TokenKind.InterpolationText => "text",
        TokenKind.InterpolationEnd => "`\"`",
        TokenKind.HoleFormat => "a format",
        TokenKind.DocComment => "a comment",
        _ => Symbol(kind) is { } symbol ? $"`{symbol}`" : $"`{kind.ToString().ToLowerInvariant()}`",
    };

    /// <summary>The opening bracket that <paramref name="closer"/> would close.</summary>
    public static string OpenerOf(TokenKind closer) => closer switch
    {
        TokenKind.CloseParen => "(",
        TokenKind.CloseBracket => "[",
        TokenKind.CloseAttribute => "[<",
        TokenKind.End => "begin",
        _ => "{",
    };

    private static string? Symbol(TokenKind kind) => kind switch
    {
        TokenKind.Underscore => "_",
        TokenKind.OpenParen or TokenKind.AdjacentOpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBracket or TokenKind.AdjacentOpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.OpenBrace or TokenKind.HoleOpen => "{",
        TokenKind.CloseBrace or TokenKind.HoleClose => "}",
        TokenKind.OpenAttribute => "[<",
        TokenKind.CloseAttribute => ">]",
        TokenKind.Comma => ",",
        TokenKind.Semicolon => ";",
        TokenKind.DoubleSemicolon => ";;",
        TokenKind.Colon => ":",
        TokenKind.Dot => ".",
        TokenKind.DotDot => "..",
        TokenKind.Bar => "|",
        TokenKind.RightArrow => "->",
        TokenKind.LeftArrow => "<-",
        TokenKind.Equal => "=",
        TokenKind.NotEqual => "<>",
        TokenKind.Less => "<",
        TokenKind.LessOrEqual => "<=",
        TokenKind.Greater => ">",
        TokenKind.GreaterOrEqual => ">=",
        TokenKind.PipeRight => "|>",
        TokenKind.PipeLeft => "<|",
        TokenKind.ComposeRight => ">>",
        TokenKind.ComposeLeft => "<<",
        TokenKind.AndAnd => "&&",
        TokenKind.OrOr => "||",
        TokenKind.Append => "@",
        TokenKind.Caret => "^",
        TokenKind.Cons => "::",
        TokenKind.Plus => "+",
        TokenKind.Minus or TokenKind.PrefixMinus => "-",
        TokenKind.Star => "*",
        TokenKind.Slash => "/",
        TokenKind.Percent => "%",
        TokenKind.Power => "**",
        TokenKind.AndBang => "and!",
        TokenKind.LetBang => "let!",
        TokenKind.YieldBang => "yield!",
        _ => null,
    };
}
