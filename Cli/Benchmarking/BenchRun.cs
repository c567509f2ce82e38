using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>Measures workloads one after another; of each, the engine and its hand-written twins in turn.</summary>
internal sealed class BenchRun(BenchOptions options, IProgress<string>? progress)
{
    private readonly List<WorkloadResult> _results = [];

    /// <summary>What has been measured so far.</summary>
    public IReadOnlyList<WorkloadResult> Results => _results;

    public async Task MeasureAsync(CancellationToken cancellation)
    {
        foreach (var workload in options.Workloads) _results.Add(await MeasureAsync(workload, cancellation).ConfigureAwait(false));
    }

    private async Task<WorkloadResult> MeasureAsync(Workload workload, CancellationToken cancellation)
    {
        var prepared = workload.Prepare(options.Size);
        List<IBenchmarkTarget> targets = [BenchEngines.Create(prepared, options)];
        if (options.HasTwins) targets.AddRange([prepared.Direct(), prepared.HandSplit(options.Workers)]);
        try
        {
            foreach (var target in targets) await target.LoadAsync(cancellation).ConfigureAwait(false);
            var named = progress is null ? null : new NamedProgress(progress, workload.Name);
            var results = Comparison.Run(targets, prepared.Requests, options.Load, options.Rounds, named, cancellation);
            return new WorkloadResult(workload, results[0], results.ElementAtOrDefault(1), results.ElementAtOrDefault(2));
        }
        finally
        {
            foreach (var target in targets) await target.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class NamedProgress(IProgress<string> progress, string workload) : IProgress<string>
    {
        public void Report(string value) => progress.Report($"{workload}: {value}");
    }
}
