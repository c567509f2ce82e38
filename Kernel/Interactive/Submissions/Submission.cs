using StateFlow.Notebooks.Cells;

namespace StateFlow.Interactive.Submissions;

/// <summary>What was submitted, which .NET Interactive takes apart into directives and code and sends piece by piece.</summary>
/// <remarks>
/// A directive that is about code and the code below it are put together again here. A piece is the submission with all else
/// blank, so that places in it are those in the notebook's cell.
/// </remarks>
internal sealed class Submission(string text)
{
    private readonly ImmutableArray<CellPart> _parts = CellReader.Read(text);
    private int _next;
    private TextRange? _waiting;

    /// <summary>The next directive of that name.</summary>
    /// <param name="name">With <c>#!</c>.</param>
    /// <returns>The piece; null if the directive waits for the code that comes next.</returns>
    public Piece? Directive(string name, bool takesCode)
    {
        while (_next < _parts.Length && !(_parts[_next] is DirectiveLine line && DirectiveLine.Mark + line.Name == name)) _next++;
        if (_next >= _parts.Length) return new Piece(name, 0);
        var range = _parts[_next++].Range;
        _waiting = null;
        if (!takesCode || _next >= _parts.Length || _parts[_next] is not CodeLines) return new Piece(Only(range.End, range), 0);
        _waiting = range;
        return null;
    }

    /// <summary>The next code, with the directive that waits for it.</summary>
    public Piece Code(string code)
    {
        var from = _waiting?.End ?? (_next > 0 ? _parts[_next - 1].Range.End : 0);
        var start = text.IndexOf(code, from, StringComparison.Ordinal);
        if (code == "" || start < 0 || (start > 0 && text[start - 1] is not ('\n' or '\r'))) return new Piece(code, 0);

        var end = start + code.Length;
        while (_next < _parts.Length && _parts[_next].Range.Start < end) _next++;
        var piece = new Piece(_waiting is { } directive ? Only(end, directive, new TextRange(start, end)) : Only(end, new TextRange(start, end)), start);
        _waiting = null;
        return piece;
    }

    private string Only(int end, params ReadOnlySpan<TextRange> kept)
    {
        var characters = text[..end].ToCharArray();
        for (var at = 0; at < characters.Length; at++)
        {
            if (characters[at] is not ('\n' or '\r') && !Contains(kept, at)) characters[at] = ' ';
        }

        return new string(characters);
    }

    private static bool Contains(ReadOnlySpan<TextRange> ranges, int at)
    {
        foreach (var range in ranges)
        {
            if (range.Start <= at && at < range.End) return true;
        }

        return false;
    }
}

/// <summary>A piece of a submission that is run at once.</summary>
/// <param name="Cell">Its text, and blanks in the place of what is before it.</param>
/// <param name="Start">Where the text of its command begins.</param>
internal sealed record Piece(string Cell, int Start);
