namespace StateFlow.Interpreter.Debugging;

/// <summary>A place in a run.</summary>
/// <param name="Event">How many events have been handled to their end.</param>
/// <param name="Statement">
/// 0 between two events; 1 when the next one has been taken up; one more for each statement, and each end of a block, since then.
/// </param>
/// <param name="Faults">Between two events: how many faults have struck since the first of them.</param>
public readonly record struct DebugPosition(long Event, int Statement, int Faults = 0) : IComparable<DebugPosition>
{
    /// <summary>The place before anything has happened.</summary>
    public static DebugPosition Start { get; } = new(0, 0);

    /// <summary>Whether no event is being handled here.</summary>
    public bool IsBetweenEvents => Statement == 0;

    /// <inheritdoc />
    public int CompareTo(DebugPosition other) => (Event, Statement, Faults).CompareTo((other.Event, other.Statement, other.Faults));

    /// <inheritdoc />
    public override string ToString() => (IsBetweenEvents, Faults) switch
    {
        (false, _) => $"event {Event + 1}, statement {Statement}",
        (_, 0) => $"after event {Event}",
        (_, 1) => $"after event {Event} and a fault",
        _ => $"after event {Event} and {Faults} faults",
    };
}
