using StateFlow.Interpreter.Debugging;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Runs a program's concurrent calls in all orders that make a difference and reports what can go wrong.</summary>
/// <example>
/// <code>
/// var result = Explorer.Explore(program, ExplorationOptions.Default);
/// foreach (var finding in result.Findings) Console.WriteLine($"{finding.Span}: {finding.Message}");
/// </code>
/// </example>
public static class Explorer
{
    /// <summary>Explores a program.</summary>
    /// <param name="progress">Is told now and then how far the search is.</param>
    /// <param name="cancellation">Ends the search; what has been found until then is reported.</param>
    public static ExplorationResult Explore(
        Program program, ExplorationOptions options, IProgress<ExplorationProgress>? progress = null, CancellationToken cancellation = default) =>
        Explore(RunStart.Of(program, options), options, progress, cancellation);

    internal static ExplorationResult Explore(RunStart start, ExplorationOptions options, IProgress<ExplorationProgress>? progress, CancellationToken cancellation)
    {
        var stepper = new Stepper(start, options);
        var limits = new SearchLimits(options, cancellation);
        var serial = SerialOrders.Find(new Stepper(start, options), options, limits);
        var search = new Search(stepper, options, limits, progress);
        var end = search.Run();
        var randomRuns = end == SearchEnd.Complete ? 0 : RandomRuns.Add(search.Graph, stepper, options, limits);

        var ends = search.Graph.Nodes.Where(node => node.End is not null).Select(node => node.End!.WithOutput).ToImmutableHashSet();
        var statistics = new ExplorationStatistics(
            search.Graph.Nodes.Count, stepper.Steps, search.Runs, ends.Count, serial?.Ends.Count, randomRuns, search.HasConcurrency, end, limits.Elapsed);
        var findings = new Judge(start, options, serial).Findings(search.Graph, isComplete: end == SearchEnd.Complete);
        return new ExplorationResult(findings, statistics) { Outcomes = ends };
    }

    /// <summary>Runs a program again in the order of a finding.</summary>
    /// <param name="options">Those of the exploration; only the delivery guarantee matters, and that only where there are faults.</param>
    /// <exception cref="ArgumentException">The schedule is not one of this program.</exception>
    public static Interleaving Replay(Program program, Schedule schedule, ExplorationOptions options) => Exploration.Replay.Run(program, schedule, options).Interleaving;

    /// <summary>The run of a finding for the debugger, which begins with what matters: go back from there for what comes before.</summary>
    /// <param name="options">Those of the exploration.</param>
    public static Recording Record(Program program, Interleaving run, ExplorationOptions options) => new(
        [.. program.Sources],
        new RunOptions(MaxDepth: options.MaxDepth),
        run.Schedule.Choices.Index().Where(choice => choice.Item != 0).ToImmutableSortedDictionary(choice => (long)choice.Index, choice => choice.Item),
        new DebugPosition(run.FirstChoiceThatMatters, 0),
        Fingerprint: null,
        run.Schedule.Faults,
        options.Delivery);
}
