namespace StateFlow.Jupyter.Requests;

/// <summary>Places in a text: the protocol counts code points, .NET the code units of UTF-16.</summary>
internal static class CodePoints
{
    /// <summary>The index of a code unit from that of a code point, within the text.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var index = 0;
        for (var left = codePoints; left > 0 && index < text.Length; left--) index += LengthAt(text, index);
        return index;
    }

    /// <summary>The index of a code point from that of a code unit, within the text.</summary>
    public static int FromUtf16(string text, int codeUnits)
    {
        var count = 0;
        for (var index = 0; index < codeUnits && index < text.Length; count++) index += LengthAt(text, index);
        return count;
    }

    private static int LengthAt(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
}
