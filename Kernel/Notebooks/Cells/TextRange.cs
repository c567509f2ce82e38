namespace StateFlow.Notebooks.Cells;

/// <summary>A stretch of a cell's text, counted in UTF-16 code units from 0.</summary>
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>The same stretch of a text that has so much more before it.</summary>
    public TextRange Shift(int offset) => new(Start + offset, End + offset);
}
