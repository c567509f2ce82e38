using System.Text;
using StateFlow.Language.Syntax.Layout;
using StateFlow.Language.Syntax.Lexing;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>Shows the tokens of a source with the block structure that its indentation expresses.</summary>
public static class LayoutPrinter
{
    /// <summary>The tokens, a line of the source a line; block marks are <c>⟨</c>, <c>⁏</c> and <c>⟩</c>.</summary>
    public static string Print(SourceText source)
    {
        var (tokens, _) = LexicalCheck.Apply(source, SourceTokenizer.Tokenize(source));
        var text = new StringBuilder();
        var line = 1;
        foreach (var token in OffsideRule.Apply(source, tokens).Tokens)
        {
            if (token.Kind == TokenKind.EndOfInput) break;
            if (token.Position.Line > line)
            {
                text.Append('\n').Append(' ', token.Position.Column - 1);
                line = token.Position.Line;
            }
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            {
                text.Append(' ');
            }

            text.Append(token.Kind switch
            {
                TokenKind.BlockOpen => "⟨",
                TokenKind.BlockSeparator when token.Span.Length == 0 => "⁏",
                TokenKind.BlockClose => "⟩",
                _ when token.Span.Length == 0 => $"⟨missing {TokenNames.Of(token.Kind)}⟩",
                _ => token.ToStringValue(),
            });
        }

        return text.Append('\n').ToString();
    }
}
