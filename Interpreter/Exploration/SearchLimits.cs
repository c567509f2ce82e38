using System.Diagnostics;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Says when a search has to end.</summary>
internal sealed class SearchLimits(ExplorationOptions options, CancellationToken cancellation)
{
    private const int StatesBetweenReports = 1_000;

    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>Why a search that has met so many states must end now; null if it may go on.</summary>
    public SearchEnd? Reached(int states)
    {
        if (IsCancelled) return SearchEnd.Cancelled;
        if (states >= options.MaxStates) return SearchEnd.States;
        return options.TimeLimit is { } limit && Elapsed >= limit ? SearchEnd.Time : null;
    }

    /// <summary>Whether the serial orders have taken their half of the time, or too many states.</summary>
    public bool IsOverForSerialOrders(int states) =>
        IsCancelled || states >= options.MaxStates || (options.TimeLimit is { } limit && Elapsed >= limit / 2);

    /// <summary>Whether even random runs must end.</summary>
    public bool IsOver => IsCancelled || (options.TimeLimit is { } limit && Elapsed >= 2 * limit);

    public static bool IsTimeToReport(int states) => states % StatesBetweenReports == 0;
}
