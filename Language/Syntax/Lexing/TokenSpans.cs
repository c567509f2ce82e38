using Superpower.Model;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>Where tokens are in the source.</summary>
internal static class TokenSpans
{
    /// <summary>The place after the token.</summary>
    public static Position End(this Token<TokenKind> token)
    {
        var start = token.Position;
        var text = token.Span.AsReadOnlySpan();
        var lastLine = text.LastIndexOf('\n');
        return lastLine < 0
            ? new Position(start.Absolute + text.Length, start.Line, start.Column + text.Length)
            : new Position(start.Absolute + text.Length, start.Line + text.Count('\n'), text.Length - lastLine);
    }

    public static SourcePosition ToSource(this Position position) => new(position.Absolute, position.Line, position.Column);

    public static SourceSpan SpanOf(this SourceText source, Token<TokenKind> token) =>
        new(source.File, token.Position.ToSource(), token.End().ToSource());

    public static SourceSpan SpanOf(this SourceText source, Token<TokenKind> first, Token<TokenKind> last) =>
        new(source.File, first.Position.ToSource(), last.End().ToSource());
}
