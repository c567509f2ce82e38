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
        var twins = options.Twins.Select(twin => (Twin: twin, Target: twin.Create(prepared, options))).Where(twin => twin.Target is not null).ToArray();
        IBenchmarkTarget[] targets = [options.Engine.Create(prepared, options), .. twins.Select(twin => twin.Target!)];
        try
        {
            foreach (var target in targets) await target.LoadAsync(cancellation).ConfigureAwait(false);
            var named = progress is null ? null : new NamedProgress(progress, workload.Name);
            var results = Comparison.Run(targets, prepared.Requests, options.Load, options.Rounds, named, cancellation);
            return new WorkloadResult(workload, results[0], twins.Zip(results.Skip(1)).ToImmutableDictionary(pair => pair.First.Twin, pair => pair.Second));
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
