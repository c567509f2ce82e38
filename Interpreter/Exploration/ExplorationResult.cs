using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>What ended a search.</summary>
public enum SearchEnd
{
    /// <summary>All interleavings that differ have been looked at.</summary>
    Complete,

    /// <summary><see cref="ExplorationOptions.MaxStates"/>.</summary>
    States,

    /// <summary><see cref="ExplorationOptions.MaxEvents"/>: runs longer than that were cut off.</summary>
    Events,

    /// <summary><see cref="ExplorationOptions.TimeLimit"/>.</summary>
    Time,

    /// <summary>The one who asked for it.</summary>
    Cancelled,
}

/// <summary>What an exploration has found.</summary>
/// <param name="Findings">One for each different fault, the simplest first.</param>
public sealed record ExplorationResult(Sequence<Finding> Findings, ExplorationStatistics Statistics)
{
    /// <summary>All different ends of runs: states, answers and output.</summary>
    internal ImmutableHashSet<UInt128> Outcomes { get; init; } = [];
}

/// <summary>How far a search has gone.</summary>
/// <param name="States">The states looked at.</param>
/// <param name="Steps">The events handled.</param>
/// <param name="Runs">The interleavings that were run to their ends.</param>
/// <param name="Outcomes">The different ends: states, answers and output.</param>
/// <param name="SerialOutcomes">The different ends in states and answers when the calls run one after another; null if there were too many orders to try.</param>
/// <param name="RandomRuns">The random runs after the search.</param>
/// <param name="HasConcurrency">Whether there was ever more than one event that could come next.</param>
public sealed record ExplorationStatistics(
    int States, long Steps, long Runs, int Outcomes, int? SerialOutcomes, int RandomRuns, bool HasConcurrency, SearchEnd End, TimeSpan Time);

/// <summary>How far a search under way has gone.</summary>
public readonly record struct ExplorationProgress(int States, int MaxStates, long Runs);
