namespace StateFlow.Language.Syntax.Lexing;

internal enum StringStyle
{
    /// <summary><c>"..."</c> with backslash escapes.</summary>
    Regular,

    /// <summary><c>@"..."</c>, where <c>""</c> is the only escape.</summary>
    Verbatim,

    /// <summary><c>"""..."""</c>, without escapes.</summary>
    TripleQuoted,
}

/// <summary>How a string literal is quoted.</summary>
internal readonly record struct StringQuoting(StringStyle Style)
{
    public int ClosingLength => Style == StringStyle.TripleQuoted ? 3 : 1;

    public TokenKind PlainKind => Style switch
    {
        StringStyle.Regular => TokenKind.String,
        StringStyle.Verbatim => TokenKind.VerbatimString,
        _ => TokenKind.TripleQuotedString,
    };

    /// <summary>The quoting of the string that <paramref name="text"/>, at a quote, <c>$</c> or <c>@</c>, starts with; null if it starts with none.</summary>
    public static StringQuoting? At(ReadOnlySpan<char> text, out bool isInterpolated)
    {
        isInterpolated = text.StartsWith("$") || text.StartsWith("@$");
        var unmarked = isInterpolated ? text.TrimStart("$@") : text;
        if (isInterpolated && text.Length - unmarked.Length > 2) return null;
        if (text.StartsWith("@") || text.StartsWith("$@")) return unmarked.TrimStart('@').StartsWith("\"") ? new(StringStyle.Verbatim) : null;
        if (unmarked.StartsWith("\"\"\"")) return new(StringStyle.TripleQuoted);
        return unmarked.StartsWith("\"") ? new(StringStyle.Regular) : null;
    }

    public int OpeningLength(bool isInterpolated) => ClosingLength + (Style == StringStyle.Verbatim ? 1 : 0) + (isInterpolated ? 1 : 0);

    public bool ClosesAt(ReadOnlySpan<char> text, int position) => Style switch
    {
        StringStyle.Regular => text[position] == '"',
        StringStyle.Verbatim => text[position] == '"' && !(position + 1 < text.Length && text[position + 1] == '"'),
        _ => text[position..].StartsWith("\"\"\""),
    };

    /// <summary>The length of the possibly escaped character at <paramref name="position"/>.</summary>
    public int CharacterLength(ReadOnlySpan<char> text, int position)
    {
        var isEscaped = position + 1 < text.Length && Style switch
        {
            StringStyle.Regular => text[position] == '\\' && text[position + 1] is not ('\n' or '\r'),
            StringStyle.Verbatim => text[position] == '"',
            _ => false,
        };
        return isEscaped ? 2 : 1;
    }
}
