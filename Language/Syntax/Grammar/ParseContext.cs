using StateFlow.Language.Syntax.Lexing;
using StateFlow.Language.Syntax.Tree;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Gives the nodes of one source their spans, and its parsers a place to report to.</summary>
/// <param name="source">The text that the tokens were read from.</param>
/// <param name="tokens">All tokens, the end of input last.</param>
internal sealed class ParseContext(SourceText source, Token<TokenKind>[] tokens)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public Token<TokenKind>[] Tokens => tokens;

    /// <summary>The span of the whole text.</summary>
    public SourceSpan Whole => new(source.File, SourcePosition.Start, tokens[^1].End().ToSource());

    public IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    public void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    public SourceSpan Span(Token<TokenKind> token) => source.SpanOf(token);

    public SourceSpan Span(Token<TokenKind> first, Token<TokenKind> last) => source.SpanOf(first, last);

    public SourceSpan Span(Token<TokenKind> first, SyntaxNode last) =>
        new(source.File, first.Position.ToSource(), last.Span.End);

    public SourceSpan Span(SyntaxNode first, Token<TokenKind> last) =>
        new(source.File, first.Span.Start, last.End().ToSource());

    public static SourceSpan Span(SyntaxNode first, SyntaxNode last) => first.Span with { End = last.Span.End };

    /// <summary>The token as a name, without the back-ticks it may be quoted by.</summary>
    public Name NameOf(Token<TokenKind> token)
    {
        var text = token.ToStringValue();
        return new Name(text.StartsWith("``", StringComparison.Ordinal) ? text[2..^2] : text, Span(token));
    }
}
