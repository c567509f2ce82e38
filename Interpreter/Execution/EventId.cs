namespace StateFlow.Interpreter.Execution;

/// <summary>The identity of an event: derived from the event that caused it, so that a replay of a run gives the same.</summary>
public readonly record struct EventId(ulong High, ulong Low)
{
    /// <summary>The event that starts a run.</summary>
    public static EventId Root { get; } = new(0, 0);

    /// <summary>The id of the <paramref name="ordinal"/>th event that the handling of this one sends.</summary>
    public EventId Derive(int ordinal)
    {
        var low = SplitMix.Mix(Low + (ulong)(uint)ordinal * 0x9E3779B97F4A7C15UL + 0x632BE59BD9B4E019UL);
        return new EventId(SplitMix.Mix(High ^ low), low ^ SplitMix.Mix(High + (ulong)(uint)ordinal));
    }

    /// <inheritdoc />
    public override string ToString() => $"{High:x16}{Low:x16}";
}
