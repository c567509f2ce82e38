namespace StateFlow.Interpreter.Debugging;

/// <summary>How much of a run's history is kept.</summary>
/// <param name="MaxCheckpoints">
/// States to which a run can return at once; for any other place it goes on from the one before it. The further the run, the wider apart
/// they are, so that memory stays bounded.
/// </param>
public sealed record DebugOptions(int MaxCheckpoints = 1_000)
{
    /// <summary>The defaults.</summary>
    public static DebugOptions Default { get; } = new();
}
