using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Exploration;

/// <summary>How much of the tree of interleavings a search leaves out because it would find nothing new there.</summary>
public enum Reduction
{
    /// <summary>Nothing: every order of events is run.</summary>
    None,

    /// <summary>What follows a state that has been met before.</summary>
    States,

    /// <summary>That, and orders which differ only in events that do not touch the same things.</summary>
    PartialOrder,
}

/// <summary>How a program is explored.</summary>
/// <param name="MaxStates">After so many states the search gives way to random runs.</param>
/// <param name="MaxEvents">How many events one run may have.</param>
/// <param name="TimeLimit">After this time the search gives way to random runs, which get as long again; null for no limit.</param>
/// <param name="Seed">Chooses the random runs.</param>
/// <param name="RandomRuns">How many random runs there are if the search ends before it has seen everything.</param>
/// <param name="Faults">How many faults a run may meet.</param>
/// <param name="MaxDepth">How many frames may be active at once, as in <see cref="RunOptions"/>.</param>
public sealed record ExplorationOptions(
    int MaxStates = 200_000,
    int MaxEvents = 10_000,
    TimeSpan? TimeLimit = null,
    int Seed = 1,
    int RandomRuns = 1_000,
    int Faults = 0,
    DeliveryGuarantee Delivery = DeliveryGuarantee.ExactlyOnce,
    Reduction Reduction = Reduction.PartialOrder,
    int MaxDepth = 10_000)
{
    /// <summary>The defaults.</summary>
    public static ExplorationOptions Default { get; } = new();
}
