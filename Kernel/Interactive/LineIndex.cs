using Microsoft.DotNet.Interactive;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Interactive;

/// <summary>Where the lines of a text begin. Characters are UTF-16 code units on both sides.</summary>
internal sealed class LineIndex
{
    private readonly string _text;
    private readonly ImmutableArray<int> _starts;

    public LineIndex(string text)
    {
        _text = text;
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = 0; at < text.Length; at++)
        {
            var isEnd = text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n'));
            if (isEnd) starts.Add(at + 1);
        }

        _starts = starts.ToImmutable();
    }

    /// <summary>The offset of a position; of one beyond its line or the text, that of the nearest there is.</summary>
    public int OffsetOf(LinePosition position)
    {
        if (position.Line < 0) return 0;
        if (position.Line >= _starts.Length) return _text.Length;
        var start = _starts[position.Line];
        return Math.Clamp(start + position.Character, start, EndOf(position.Line));
    }

    public LinePosition PositionOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found < 0 ? ~found - 1 : found;
        return new LinePosition(line, offset - _starts[line]);
    }

    public LinePositionSpan SpanOf(TextRange range) => new(PositionOf(range.Start), PositionOf(range.End));

    private int EndOf(int line)
    {
        var end = line + 1 < _starts.Length ? _starts[line + 1] : _text.Length;
        while (end > _starts[line] && _text[end - 1] is '\n' or '\r') end--;
        return end;
    }
}
