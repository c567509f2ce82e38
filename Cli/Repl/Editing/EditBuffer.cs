namespace StateFlow.Cli.Repl.Editing;

/// <summary>A text of several lines that is being edited.</summary>
internal sealed class EditBuffer
{
    private const int IndentWidth = 4;

    private static readonly string[] Openers = ["=", "then", "else", "do", "with", "->", "try", "("];

    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public bool IsSingleLine => !Text.Contains('\n');

    /// <summary>Whether the cursor stands at the end, in a blank line that is not the first.</summary>
    public bool IsAtBlankLastLine => Cursor == Text.Length && LineStart(Cursor) is > 0 and var start && string.IsNullOrWhiteSpace(Text[start..]);

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Begins a line indented as the one before, or deeper if that opens a body.</summary>
    public void InsertLine()
    {
        var line = Text[LineStart(Cursor)..Cursor];
        var indent = line.Length - line.TrimStart(' ').Length;
        if (Openers.Any(opener => line.TrimEnd().EndsWith(opener, StringComparison.Ordinal))) indent += IndentWidth;
        Insert("\n" + new string(' ', indent));
    }

    public void InsertIndent() => Insert(new string(' ', IndentWidth - (Cursor - LineStart(Cursor)) % IndentWidth));

    /// <summary>Whether only blanks stand before the cursor in its line.</summary>
    public bool IsInIndentation => string.IsNullOrWhiteSpace(Text[LineStart(Cursor)..Cursor]);

    public void Replace(int start, string text)
    {
        Delete(start, Cursor);
        Insert(text);
    }

    public void Backspace()
    {
        if (Cursor > 0) Delete(Before(Cursor), Cursor);
    }

    public void DeleteNext()
    {
        if (Cursor < Text.Length) Delete(Cursor, After(Cursor));
    }

    public void DeleteWordBefore() => Delete(WordBefore(), Cursor);

    public void DeleteToLineStart() => Delete(LineStart(Cursor), Cursor);

    public void DeleteToLineEnd() => Delete(Cursor, LineEnd(Cursor));

    public void Left() => Cursor = Cursor > 0 ? Before(Cursor) : 0;

    public void Right() => Cursor = Cursor < Text.Length ? After(Cursor) : Cursor;

    public void WordLeft() => Cursor = WordBefore();

    public void WordRight()
    {
        while (Cursor < Text.Length && !char.IsLetterOrDigit(Text[Cursor])) Cursor++;
        while (Cursor < Text.Length && char.IsLetterOrDigit(Text[Cursor])) Cursor++;
    }

    public void Home() => Cursor = LineStart(Cursor);

    public void End() => Cursor = LineEnd(Cursor);

    /// <summary>False if there is no line above.</summary>
    public bool Up()
    {
        var start = LineStart(Cursor);
        if (start == 0) return false;
        var column = Cursor - start;
        var above = LineStart(start - 1);
        Cursor = Math.Min(above + column, start - 1);
        return true;
    }

    /// <summary>False if there is no line below.</summary>
    public bool Down()
    {
        var end = LineEnd(Cursor);
        if (end == Text.Length) return false;
        Cursor = Math.Min(end + 1 + Cursor - LineStart(Cursor), LineEnd(end + 1));
        return true;
    }

    private void Delete(int start, int end)
    {
        Text = Text.Remove(start, end - start);
        Cursor = start;
    }

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOf('\n', at) is >= 0 and var end ? end : Text.Length;

    private int WordBefore()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1])) at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1])) at--;
        return at;
    }

    // A character outside the basic plane is two.
    private int Before(int at) => at > 1 && char.IsSurrogatePair(Text[at - 2], Text[at - 1]) ? at - 2 : at - 1;

    private int After(int at) => at + 1 < Text.Length && char.IsSurrogatePair(Text[at], Text[at + 1]) ? at + 2 : at + 1;
}
