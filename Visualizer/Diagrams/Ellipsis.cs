namespace StateFlow.Visualizer.Diagrams;

/// <summary>Cuts texts that are too long for a drawing.</summary>
internal static class Ellipsis
{
    /// <summary>The text, or its beginning and three dots, which fit in so many characters; no character is cut in two.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "\u2026";
    }
}
