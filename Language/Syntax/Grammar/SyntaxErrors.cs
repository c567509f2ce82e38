using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Makes messages of failed parses.</summary>
internal static class SyntaxErrors
{
    /// <summary>Reports that the grammar cannot go on at <paramref name="remainder"/>.</summary>
    /// <param name="isAfterItem">A whole item was parsed, and it should have ended there.</param>
    /// <param name="expectations">What could have stood there.</param>
    public static void Report(ParseContext context, bool isAfterItem, TokenList<TokenKind> remainder, string[]? expectations)
    {
        var index = remainder.Position;
        var found = context.Tokens[index];

        // What stands for text that is wrong by itself, and brackets closed on the user's behalf, have been reported.
        if (found.Kind >= TokenKind.ReservedWord || (found.Span.Length == 0 && !TokenKinds.IsVirtual(found.Kind))) return;

        var expected = Describe(isAfterItem, expectations);
        var isEndOfInput = context.Tokens.Skip(index).All(token => token.Span.Length == 0);
        if (found.Span.Length == 0)
        {
            ReportEnd(context, index, expected, isEndOfInput);
            return;
        }

        var span = context.Span(found);
        context.Report(found.Kind switch
        {
            TokenKind.Entity or TokenKind.Type => SyntaxDiagnostics.OnlyAtTopLevel(span, found.Kind == TokenKind.Entity ? "an entity" : "a type"),
            _ when !expected.Contains('`') && Partner(found.Kind) is { } partner => SyntaxDiagnostics.KeywordOutOfPlace(span, found.ToStringValue(), partner),
            _ => SyntaxDiagnostics.Unexpected(span, expected, Before(context, index), Appearance(found), isIncomplete: false),
        });
    }

    /// <summary>The item ends too early: at the end of its line, or before a token that closes what is around it.</summary>
    private static void ReportEnd(ParseContext context, int index, string expected, bool isEndOfInput)
    {
        var end = context.Span(context.Tokens[index]);
        var next = index;
        while (next + 1 < context.Tokens.Length && context.Tokens[next].Span.Length == 0) next++;
        var following = context.Tokens[next];
        var isSameLine = !isEndOfInput && following.Position.Line == end.Start.Line;
        context.Report(SyntaxDiagnostics.Unexpected(
            isSameLine ? context.Span(following) : end,
            expected,
            Before(context, index),
            isEndOfInput ? TokenNames.Of(TokenKind.EndOfInput) : isSameLine ? Appearance(following) : TokenNames.Of(TokenKind.BlockClose),
            isEndOfInput));
    }

    private static string Describe(bool isAfterItem, string[]? expectations)
    {
        if (isAfterItem || expectations is not { Length: > 0 }) return "an operator or the end of the line";
        var names = expectations.Distinct().ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[^1]}";
    }

    /// <summary>The written token before the one at <paramref name="index"/>.</summary>
    private static string Before(ParseContext context, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (context.Tokens[i].Span.Length > 0 && context.Tokens[i].Kind != TokenKind.DocComment) return FirstLine(context.Tokens[i]);
        }

        return "";
    }

    private static string Appearance(Token<TokenKind> token) => $"`{FirstLine(token)}`";

    private static string FirstLine(Token<TokenKind> token)
    {
        var text = token.Span.AsReadOnlySpan();
        var line = text[..Lexemes.LineLength(text)];
        return line.Length <= 30 ? line.ToString() : $"{line[..27]}...";
    }

    private static string? Partner(TokenKind kind) => kind switch
    {
        TokenKind.Then or TokenKind.Elif or TokenKind.Else => "if",
        TokenKind.With => "match",
        TokenKind.In => "let",
        TokenKind.To or TokenKind.Downto => "for",
        TokenKind.And => "let rec",
        TokenKind.AndBang => "let!",
        _ => null,
    };
}
