namespace StateFlow.Language.Syntax;

/// <summary>A place in a source text.</summary>
/// <param name="Offset">Characters before it, from 0.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct SourcePosition(int Offset, int Line, int Column) : IComparable<SourcePosition>
{
    /// <summary>The first place of any text.</summary>
    public static SourcePosition Start { get; } = new(0, 1, 1);

    /// <inheritdoc />
    public int CompareTo(SourcePosition other) => Offset.CompareTo(other.Offset);

    /// <inheritdoc />
    public override string ToString() => $"{Line},{Column}";
}

/// <summary>A stretch of one source file, from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
/// <param name="File">The file's name as the user gave it; empty where there is none.</param>
/// <param name="Start">The first character.</param>
/// <param name="End">The place after the last character.</param>
public readonly record struct SourceSpan(string File, SourcePosition Start, SourcePosition End)
{
    /// <summary>The span of what no source text stands for.</summary>
    public static SourceSpan None { get; } = new("", SourcePosition.Start, SourcePosition.Start);

    /// <summary>The number of characters covered.</summary>
    public int Length => End.Offset - Start.Offset;

    /// <summary>The smallest span that covers this one and <paramref name="other"/>, which is in the same file.</summary>
    public SourceSpan To(SourceSpan other) => this with
    {
        Start = Start.Offset <= other.Start.Offset ? Start : other.Start,
        End = End.Offset >= other.End.Offset ? End : other.End,
    };

    /// <summary><c>file(line,column)</c>, as it stands at the head of a diagnostic.</summary>
    public override string ToString() => $"{File}({Start})";
}
