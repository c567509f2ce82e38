using System.Globalization;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Tells people what an exploration has found.</summary>
public static class ExplorationReport
{
    /// <summary>Writes each finding with its interleaving, then how far the search went.</summary>
    /// <param name="withTime">Whether to say how long it took, which no two searches have in common.</param>
    public static void Write(ExplorationResult result, ExplorationOptions options, TextWriter output, bool withTime = true)
    {
        foreach (var (index, finding) in result.Findings.Index())
        {
            output.WriteLine($"{finding.Span}: {Name(finding.Kind)}: {finding.Message}");
            foreach (var detail in finding.Details) output.WriteLine($"   {detail}");
            if (finding.Run.Calls.Count > 0) output.WriteLine();
            foreach (var (number, call) in finding.Run.Calls.Index()) output.WriteLine($"   call {number + 1}: {call.Text}, started at {call.Span}");
            output.WriteLine();
            foreach (var line in InterleavingText.Lines(finding.Run)) output.WriteLine($"   {line}");
            output.WriteLine($"   choices: {finding.Run.Schedule.ToJson()}");
            output.WriteLine();
        }

        output.WriteLine(Count(result));
        output.WriteLine(Extent(result.Statistics, withTime));
        foreach (var line in Validity(result.Statistics, options)) output.WriteLine(line);
    }

    /// <summary>How much was found.</summary>
    public static string Count(ExplorationResult result) => result.Findings.Count switch
    {
        0 => "Nothing found.",
        1 => "1 finding.",
        var count => $"{count} findings.",
    };

    /// <summary>How much the search has looked at.</summary>
    /// <param name="withTime">Whether to say how long it took.</param>
    public static string Extent(ExplorationStatistics statistics, bool withTime = true)
    {
        var serial = statistics.SerialOutcomes is { } count ? $"; {count} by serial orders" : "; there are too many serial orders to compare with";
        var time = withTime ? $"; {statistics.Time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s" : "";
        return $"{statistics.States} states, {statistics.Runs} interleavings, {statistics.Outcomes} different ends{serial}{time}.";
    }

    /// <summary>What the findings hold for: whether all orders were tried, and with which faults. A sentence or two each.</summary>
    public static IEnumerable<string> Validity(ExplorationStatistics statistics, ExplorationOptions options)
    {
        yield return End(statistics, options);
        if (statistics is { HasConcurrency: false, End: SearchEnd.Complete })
            yield return "Nothing in this program runs at the same time as anything else: it has one interleaving. `start (...)` in the script, or `let! ... and! ...` in a member, begin calls that do.";
        if (options.Faults > 0)
            yield return $"Up to {options.Faults} {(options.Faults == 1 ? "fault" : "faults")} in a run, delivery {(options.Delivery == DeliveryGuarantee.ExactlyOnce ? "exactly once" : "at least once")}.";
    }

    /// <summary>What kind of fault it is, as people say it.</summary>
    public static string Name(FindingKind kind) => kind switch
    {
        FindingKind.BrokenInvariant => "broken invariant",
        FindingKind.UnhandledFailure => "unhandled failure",
        FindingKind.LostUpdate => "lost update",
        FindingKind.Deadlock => "deadlock",
        FindingKind.NonSerializable => "not serializable",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string End(ExplorationStatistics statistics, ExplorationOptions options)
    {
        var random = statistics.RandomRuns > 0 ? $" After that {statistics.RandomRuns} random runs, seed {options.Seed}." : "";
        return statistics.End switch
        {
            SearchEnd.Complete => "The search is complete: every order of events leads to one of these ends.",
            SearchEnd.States => $"The search is not complete: it ended at --max-states {options.MaxStates}.{random}",
            SearchEnd.Events => $"The search is not complete: runs were cut off at --max-events {options.MaxEvents}.{random}",
            SearchEnd.Time => $"The search is not complete: it ended after --seconds {options.TimeLimit?.TotalSeconds}.{random}",
            SearchEnd.Cancelled => "The search is not complete: it was interrupted.",
            _ => throw new ArgumentOutOfRangeException(nameof(statistics), statistics.End, null),
        };
    }
}
