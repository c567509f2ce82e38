namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>A cell that runs. What it starts, on whatever thread, belongs to it.</summary>
internal sealed class CellScope(CancellationToken cancellation)
{
    private static readonly AsyncLocal<CellScope?> Ambient = new();

    /// <summary>The cell to which the running code belongs.</summary>
    public static CellScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether the cell has given its result; what it started may go on nevertheless.</summary>
    public bool HasEnded { get; private set; }

    public void End() => HasEnded = true;
}
