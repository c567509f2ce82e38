using StateFlow.Language.IR;
using StateFlow.Language.Passes;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>Code in which every call that may wait carries its number as a mark.</summary>
internal static class MarkedCode
{
    private const char FirstMark = '\u2460';
    private const int MarkCount = 20;
    private const int MaxLines = 6;

    /// <summary>A number in a circle as long as there are such, else in parentheses.</summary>
    public static string Mark(int number) => number <= MarkCount ? ((char)(FirstMark + number - 1)).ToString() : $"({number})";

    /// <summary>Whether a character is a number in a circle.</summary>
    public static bool IsMark(char character) => character is >= FirstMark and < (char)(FirstMark + MarkCount);

    /// <summary>The lines with marks, broken where they are longer than <paramref name="width"/>.</summary>
    public static Sequence<string> Lines(IEnumerable<CodeLine> lines, int width) =>
        lines.SelectMany(line => Broken(Marked(line), width)).ToSequence();

    /// <summary>The lines with marks and with the numbers of the source lines that they stem from.</summary>
    public static Sequence<string> Listing(Sequence<CodeLine> lines, int width)
    {
        var digits = lines.Select(line => Number(line.SourceLine).Length).DefaultIfEmpty(0).Max();
        var listing = new List<string>();
        var last = 0;
        foreach (var line in lines)
        {
            var number = line.SourceLine == last ? "" : Number(line.SourceLine);
            if (line.SourceLine > 0) last = line.SourceLine;
            foreach (var part in Broken(Marked(line), width))
            {
                listing.Add(number.PadLeft(digits) + DiagramNode.Gutter + part);
                number = "";
            }
        }

        return listing.ToSequence();
    }

    private static string Number(int line) => line == 0 ? "" : line.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Marked(CodeLine line)
    {
        var text = line.Text;
        foreach (var call in line.Calls.Reverse())
            text = text.Insert(call.End, call.End == line.Text.Length ? " " + Mark(call.Number) : Mark(call.Number));
        return text;
    }

    /// <summary>Breaks a line between words; what goes on is indented further. Very long lines end in dots and the marks that do not show.</summary>
    private static IEnumerable<string> Broken(string text, int width)
    {
        var indentation = text.Length - text.TrimStart(' ').Length + 4;
        for (var count = 1; Length(text) > width; count++)
        {
            var end = count == MaxLines ? -1 : text.LastIndexOf(' ', width, Math.Max(0, width - indentation));
            if (end < 0) break;
            yield return text[..end];
            text = new string(' ', indentation) + text[(end + 1)..].TrimStart(' ');
        }

        yield return Length(text) > width ? Shortened(text, width) : text;
    }

    /// <summary>The beginning of a text, and all of its marks.</summary>
    private static string Shortened(string text, int width)
    {
        var beginning = Ellipsis.Shorten(text, width);
        return beginning + string.Concat(text[(beginning.Length - 1)..].Where(IsMark));
    }

    /// <summary>The length without a mark at the end, which stays with what it marks.</summary>
    private static int Length(string text) => text.Length > 0 && IsMark(text[^1]) ? text.Length - 2 : text.Length;
}
