using StateFlow.Language.Syntax;

namespace StateFlow.Notebooks.Forms;

/// <summary>The line that a diagnostic is about, and marks below the place at fault.</summary>
/// <param name="Line">The number of the line and its text; of a long one what is near the place.</param>
/// <param name="Marks">Spaces, then carets.</param>
internal sealed record SourceExcerpt(string Line, string Marks)
{
    private const int LongestLine = 120;
    private const int ShownBefore = 40;
    private const string Omitted = "…";

    /// <summary>The excerpt; null if the text is not known or does not have the place.</summary>
    public static SourceExcerpt? Of(Diagnostic diagnostic)
    {
        var (span, text) = (diagnostic.Span, diagnostic.Source?.Text);
        var start = span.Start.Offset - span.Start.Column + 1;
        if (text is null || start < 0 || span.Start.Offset > text.Length) return null;

        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        var line = length < 0 ? text[start..] : text.Substring(start, length);
        var column = Math.Min(span.Start.Column - 1, line.Length);
        var first = line.Length <= LongestLine ? 0 : Math.Max(0, column - ShownBefore);
        var shown = line.Substring(first, Math.Min(LongestLine, line.Length - first));
        var head = $"{span.Start.Line} | {(first > 0 ? Omitted : "")}";
        var tail = first + shown.Length < line.Length ? Omitted : "";
        var marked = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (column - first)));
        return new SourceExcerpt(
            (head + shown + tail).Replace('\t', ' '),
            new string(' ', head.Length + column - first) + new string('^', marked));
    }
}
