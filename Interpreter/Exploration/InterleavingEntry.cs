namespace StateFlow.Interpreter.Exploration;

/// <summary>What an entry of an interleaving is about.</summary>
public enum InterleavingEntryKind
{
    /// <summary>All events before the first that matters.</summary>
    Beginning,

    /// <summary>A fault that strikes.</summary>
    Fault,

    /// <summary>An event that is not handled, since it has come before.</summary>
    Ignored,

    /// <summary>An event that a call handles, or the script.</summary>
    Handled,
}

/// <summary>What comes next in an interleaving.</summary>
/// <param name="Number">Which event it is, as <c>6</c> or <c>1-5</c>; empty for a fault.</param>
/// <param name="Call">The index of the call it belongs to; null for the script, and where there is none.</param>
/// <param name="Text">What happens.</param>
/// <param name="Entity">Whose step it is; empty if nobody's.</param>
/// <param name="Effects">What changes by it and what it prints; empty if nothing.</param>
public sealed record InterleavingEntry(InterleavingEntryKind Kind, string Number, int? Call, string Text, string Entity = "", string Effects = "")
{
    /// <summary>The entry as a line of text.</summary>
    public override string ToString() => Kind switch
    {
        InterleavingEntryKind.Fault => $"!! {Text}",
        InterleavingEntryKind.Handled => $"{Number}. {(Call is { } call ? $"call {call + 1}" : "script")}: {Text}{(Effects == "" ? "" : $"; {Effects}")}",
        _ => $"{Number}. {Text}",
    };
}
