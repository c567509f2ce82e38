namespace StateFlow.Workloads.Measurement;

/// <summary>Measures several targets in turn, in rounds, so that what else the machine does hits all of them.</summary>
public static class Comparison
{
    /// <summary>Measures; the targets are loaded.</summary>
    /// <param name="progress">Is told which target comes next.</param>
    public static ImmutableArray<TargetResult> Run(
        IReadOnlyList<IBenchmarkTarget> targets, int requests, ILoad load, int rounds, IProgress<string>? progress, CancellationToken cancellation)
    {
        var results = targets.Select(_ => new List<LoadResult>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            // Forth and back, since a machine may get slower or faster with time.
            var order = Enumerable.Range(0, targets.Count);
            foreach (var index in round % 2 == 0 ? order : order.Reverse())
            {
                progress?.Report(targets[index].Name);
                CollectGarbage();
                results[index].Add(load.Measure(targets[index], requests, cancellation));
            }
        }

        return [.. targets.Zip(results, (target, rows) => new TargetResult(target.Name, [.. rows]))];
    }

    /// <summary>So that nobody pays for what another one has left.</summary>
    private static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

/// <summary>What came of a target in all rounds.</summary>
public sealed record TargetResult(string Target, ImmutableArray<LoadResult> Rounds)
{
    /// <summary>Requests a second; the median of the rounds.</summary>
    public double Throughput => Median(Rounds.Select(round => round.Throughput));

    /// <summary>The latencies of all rounds.</summary>
    public LatencyHistogram Latencies
    {
        get
        {
            var all = new LatencyHistogram();
            foreach (var round in Rounds) all.Add(round.Latencies);
            return all;
        }
    }

    /// <summary>What share of the requests failed.</summary>
    public double FailureShare => Rounds.Sum(round => round.Requests) is var all and > 0 ? (double)Rounds.Sum(round => round.Failures) / all : 0;

    /// <summary>Bytes that the process allocated for a request, on average.</summary>
    public double BytesPerRequest => Rounds.Sum(round => round.Requests) is var all and > 0 ? (double)Rounds.Sum(round => round.AllocatedBytes) / all : 0;

    /// <summary>How many times as long as the other one this target takes for a request; the median of the rounds.</summary>
    public double TimeComparedTo(TargetResult other) => Median(Rounds.Zip(other.Rounds, (own, others) => others.Throughput / own.Throughput));

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        var middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
