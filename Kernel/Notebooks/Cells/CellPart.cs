namespace StateFlow.Notebooks.Cells;

/// <summary>A part of a cell: a line with a directive, or the code up to the next one.</summary>
internal abstract record CellPart(TextRange Range);

/// <summary>A line such as <c>#!graph calls</c>.</summary>
/// <param name="Name">Without <c>#!</c>.</param>
/// <param name="Arguments">What stands after the name.</param>
internal sealed record DirectiveLine(string Name, string Arguments, TextRange Range) : CellPart(Range)
{
    public const string Mark = "#!";

    /// <summary>Where the mark and the name are.</summary>
    public TextRange NameRange => new(Range.Start, Range.Start + Mark.Length + Name.Length);
}

/// <summary>Lines of code.</summary>
/// <param name="Text">The cell up to their end, with all that is before them blank: so their places in it are those in the cell.</param>
internal sealed record CodeLines(string Text, TextRange Range) : CellPart(Range);

/// <summary>Takes cells apart.</summary>
internal static class CellReader
{
    /// <summary>The parts in order. Code that is blank is no part.</summary>
    public static ImmutableArray<CellPart> Read(string cell)
    {
        var parts = ImmutableArray.CreateBuilder<CellPart>();
        var codeStart = 0;
        for (var start = 0; start < cell.Length;)
        {
            var newLine = cell.IndexOf('\n', start);
            var end = newLine < 0 ? cell.Length : newLine;
            if (Directive(cell, new TextRange(start, end)) is { } directive)
            {
                AddCode(codeStart, start);
                parts.Add(directive);
                codeStart = Math.Min(cell.Length, end + 1);
            }

            start = end + 1;
        }

        AddCode(codeStart, cell.Length);
        return parts.ToImmutable();

        void AddCode(int from, int to)
        {
            if (cell.AsSpan(from, to - from).IsWhiteSpace()) return;
            var blank = string.Create(from, cell, (characters, text) =>
            {
                for (var at = 0; at < characters.Length; at++) characters[at] = text[at] is '\n' or '\r' ? text[at] : ' ';
            });
            parts.Add(new CodeLines(blank + cell[from..to], new TextRange(from, to)));
        }
    }

    private static DirectiveLine? Directive(string cell, TextRange range)
    {
        var line = cell.AsSpan(range.Start, range.End - range.Start);
        if (!line.StartsWith(DirectiveLine.Mark)) return null;
        var words = line[DirectiveLine.Mark.Length..].TrimEnd();
        var length = words.IndexOfAny(' ', '\t');
        return length < 0
            ? new DirectiveLine(words.ToString(), "", range)
            : new DirectiveLine(words[..length].ToString(), words[length..].Trim().ToString(), range);
    }
}
