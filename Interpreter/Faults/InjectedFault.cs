namespace StateFlow.Interpreter.Faults;

/// <summary>A fault in a run.</summary>
/// <param name="Before">How many choices come before it.</param>
/// <param name="Ready">The index of the event among those ready; of a crash -1.</param>
/// <param name="Entity">Whose event it is, or whose operator crashes.</param>
public sealed record InjectedFault(int Before, FaultKind Kind, int Ready, string Entity);

/// <summary>What can go wrong outside the program.</summary>
public enum FaultKind
{
    /// <summary>An event is delivered, and once more later.</summary>
    Duplicate,

    /// <summary>An event is overtaken by those behind it in its channel.</summary>
    Delay,

    /// <summary>
    /// An operator loses an entity's state as of its last event, takes it from the snapshot before that, and handles the event
    /// again: what it sent then, it sends once more.
    /// </summary>
    Crash,
}
