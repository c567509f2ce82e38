namespace StateFlow.Interpreter.Execution;

/// <summary>Chooses which of several events comes next; a value, so that a state of a run holds it.</summary>
/// <param name="State">The state of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014); null takes the oldest event.</param>
internal readonly record struct DeliveryOrder(ulong? State)
{
    /// <summary>The order that a seed stands for; 0 is the order of sending.</summary>
    public static DeliveryOrder Of(int seed) => new(seed == 0 ? null : (ulong)seed);

    /// <summary>A choice among so many, and the order after it.</summary>
    public (int Choice, DeliveryOrder Next) Choose(int count)
    {
        if (State is not { } state || count == 1) return (0, this);
        var next = state + 0x9E3779B97F4A7C15UL;
        return ((int)(SplitMix.Mix(next) % (ulong)count), new DeliveryOrder(next));
    }
}
