using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Comments <c>///</c> before a declaration.</summary>
internal static class DocComments
{
    /// <summary>The text of the comments that <paramref name="input"/> starts with, null if there are none, and what follows.</summary>
    public static (string? Text, TokenList<TokenKind> Remainder) Take(TokenList<TokenKind> input)
    {
        if (input.NextKind() != TokenKind.DocComment) return (null, input);
        var lines = new List<string>();
        while (input.NextKind() == TokenKind.DocComment)
        {
            var comment = input.ConsumeToken();
            var line = comment.Value.ToStringValue()[3..].TrimEnd();
            lines.Add(line.StartsWith(' ') ? line[1..] : line);
            input = comment.Remainder;
        }

        return (string.Join('\n', lines), input);
    }
}
