using StateFlow.Language.Syntax.Lexing;

namespace StateFlow.Language.Syntax.Highlighting;

/// <summary>What a stretch of a text is, for those who colour it.</summary>
public enum HighlightKind
{
    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A string, the text of an interpolated one included.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A name that begins with a capital: a type, a case, a member or a module.</summary>
    TypeName,
}

/// <summary>A stretch of a text to be coloured.</summary>
public readonly record struct Highlight(int Start, int Length, HighlightKind Kind);

/// <summary>Tells the words, strings, numbers and comments of a text apart, finished or not.</summary>
public static class SyntaxHighlighting
{
    /// <summary>The stretches to be coloured, in order; what is in none is plain.</summary>
    public static ImmutableArray<Highlight> Of(string text)
    {
        var highlights = ImmutableArray.CreateBuilder<Highlight>();
        var end = 0;
        foreach (var token in SourceTokenizer.Tokenize(new SourceText("", text)))
        {
            var (start, length) = (token.Span.Position.Absolute, token.Span.Length);
            AddComment(end, start);
            end = start + length;
            if (KindOf(token.Kind, text.AsSpan(start, length)) is { } kind) highlights.Add(new Highlight(start, length, kind));
        }

        AddComment(end, text.Length);
        return highlights.ToImmutable();

        // The tokenizer leaves out blanks and comments.
        void AddComment(int from, int to)
        {
            var gap = text.AsSpan(from, Math.Max(0, to - from));
            var lead = gap.Length - gap.TrimStart().Length;
            var length = gap.Trim().Length;
            if (length > 0) highlights.Add(new Highlight(from + lead, length, HighlightKind.Comment));
        }
    }

    private static HighlightKind? KindOf(TokenKind kind, ReadOnlySpan<char> text) => kind switch
    {
        TokenKind.String or TokenKind.VerbatimString or TokenKind.TripleQuotedString or TokenKind.UnterminatedString
            or TokenKind.InterpolationStart or TokenKind.InterpolationText or TokenKind.InterpolationEnd => HighlightKind.String,
        TokenKind.Integer or TokenKind.Float => HighlightKind.Number,
        TokenKind.DocComment => HighlightKind.Comment,
        TokenKind.Identifier when text is "entity" or "key" or "invariant" or "private" => HighlightKind.Keyword,
        TokenKind.Identifier when char.IsUpper(text[0]) => HighlightKind.TypeName,
        TokenKind.Identifier => null,
        _ when char.IsLetter(text[0]) => HighlightKind.Keyword,
        _ => null,
    };
}
