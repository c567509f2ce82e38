using System.Globalization;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;

namespace StateFlow.Cli.Exploration;

/// <summary>Tells people what an exploration has found.</summary>
internal static class ExplorationReport
{
    public static void Write(ExplorationResult result, ExplorationOptions options, TextWriter output)
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

        var statistics = result.Statistics;
        output.WriteLine(result.Findings.Count switch
        {
            0 => "Nothing found.",
            1 => "1 finding.",
            var count => $"{count} findings.",
        });
        output.WriteLine(Extent(statistics));
        output.WriteLine(End(statistics, options));
        if (statistics is { HasConcurrency: false, End: SearchEnd.Complete })
            output.WriteLine("Nothing in this program runs at the same time as anything else: it has one interleaving. `start (...)` in the script, or `let! ... and! ...` in a member, begin calls that do.");
        if (options.Faults > 0)
            output.WriteLine($"Up to {options.Faults} {(options.Faults == 1 ? "fault" : "faults")} in a run, delivery {(options.Delivery == DeliveryGuarantee.ExactlyOnce ? "exactly once" : "at least once")}.");
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

    private static string Extent(ExplorationStatistics statistics)
    {
        var serial = statistics.SerialOutcomes is { } count ? $"; {count} by serial orders" : "; there are too many serial orders to compare with";
        var seconds = statistics.Time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        return $"{statistics.States} states, {statistics.Runs} interleavings, {statistics.Outcomes} different ends{serial}; {seconds} s.";
    }

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
