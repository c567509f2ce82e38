using System.Text;
using StateFlow.Language.Syntax.Highlighting;

namespace StateFlow.Cli.Repl.Editing;

/// <summary>Shows a text that is being edited, in colours, from the row at which its first line begins.</summary>
/// <remarks>Of a text that is higher than the terminal the rows around the cursor are shown.</remarks>
internal sealed class Screen(TextWriter terminal)
{
    private const string NextPrompt = "- ";

    /// <summary>Longer texts, which were pasted, are shown without colours.</summary>
    private const int LongestColored = 20_000;

    private string _prompt = "";
    private int _cursorRow;

    /// <summary>Begins a new text below what has been written.</summary>
    public void Begin(string prompt) => (_prompt, _cursorRow) = (prompt, 0);

    public void Clear()
    {
        terminal.Write(Ansi.ClearScreen);
        _cursorRow = 0;
    }

    public void Show(string text, int cursor)
    {
        var rows = Rows(text, Math.Max(10, Width - 1));
        var current = rows.FindLastIndex(row => row.Start <= cursor);
        var height = Math.Max(2, Height - 1);
        var first = Math.Clamp(current - height / 2, 0, Math.Max(0, rows.Count - height));
        var shown = rows.GetRange(first, Math.Min(height, rows.Count - first));

        var output = new StringBuilder();
        output.Append(Ansi.Up(_cursorRow)).Append('\r').Append(Ansi.ClearBelow);
        var colors = text.Length <= LongestColored ? SyntaxHighlighting.Of(text) : [];
        var next = 0;
        foreach (var (index, row) in shown.Index())
        {
            if (index > 0) output.Append("\r\n");
            if (row.IsLineStart) output.Append(Ansi.Gray).Append(row.Start == 0 ? _prompt : NextPrompt.PadLeft(_prompt.Length)).Append(Ansi.Plain);
            else output.Append(' ', _prompt.Length);
            Write(output, text, row, colors, ref next);
        }

        _cursorRow = current - first;
        output.Append(Ansi.Up(shown.Count - 1 - _cursorRow)).Append('\r').Append(Ansi.Right(_prompt.Length + cursor - rows[current].Start));
        terminal.Write(output.ToString());
        terminal.Flush();
    }

    /// <summary>Shows the text for the last time and goes below it.</summary>
    /// <param name="mark">Is written behind it.</param>
    public void End(string text, string mark = "")
    {
        Show(text, text.Length);
        terminal.Write($"{mark}\r\n");
        terminal.Flush();
    }

    /// <summary>Writes something below the text, which is then to be shown again.</summary>
    public void WriteBelow(string text, string line)
    {
        End(text);
        terminal.Write(line + "\r\n");
        _cursorRow = 0;
    }

    private static int Width => Math.Max(20, Console.WindowWidth);

    private static int Height => Math.Max(4, Console.WindowHeight);

    private List<Row> Rows(string text, int width)
    {
        var rows = new List<Row>();
        var available = width - _prompt.Length;
        var start = 0;
        while (true)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            for (var at = start; at == start || at < end; at += available) rows.Add(new Row(at, Math.Min(available, end - at), at == start));
            if (end == text.Length) return rows;
            start = end + 1;
        }
    }

    private static void Write(StringBuilder output, string text, Row row, ImmutableArray<Highlight> colors, ref int next)
    {
        var at = row.Start;
        var end = row.Start + row.Length;
        while (at < end)
        {
            while (next < colors.Length && colors[next].Start + colors[next].Length <= at) next++;
            var (stop, color) = next < colors.Length && colors[next].Start < end
                ? colors[next].Start > at ? (colors[next].Start, null) : (Math.Min(end, colors[next].Start + colors[next].Length), ColorOf(colors[next].Kind))
                : (end, null);
            if (color is not null) output.Append(color);
            foreach (var character in text.AsSpan(at, stop - at)) output.Append(char.IsControl(character) ? ' ' : character);
            if (color is not null) output.Append(Ansi.Plain);
            at = stop;
        }
    }

    private static string ColorOf(HighlightKind kind) => kind switch
    {
        HighlightKind.Keyword => Ansi.Blue,
        HighlightKind.String => Ansi.Green,
        HighlightKind.Number => Ansi.Magenta,
        HighlightKind.Comment => Ansi.Gray,
        _ => Ansi.Cyan,
    };

    private readonly record struct Row(int Start, int Length, bool IsLineStart);
}
