using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Cli.Benchmarking;

/// <summary>Shows results for programs to read.</summary>
internal static class BenchJson
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public static string Write(IEnumerable<WorkloadResult> results, BenchOptions options) => new JsonObject
    {
        ["processors"] = Environment.ProcessorCount,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["engine"] = options.Engine.Name,
        ["durability"] = options.IsOnDisk ? "disk" : "memory",
        ["keys"] = options.Size.Keys,
        ["distribution"] = JsonNamingPolicy.CamelCase.ConvertName(options.Size.Distribution.ToString()),
        ["seed"] = options.Size.Seed,
        ["workers"] = options.Workers,
        ["batch"] = options.Batch,
        ["silos"] = options.Silos,
        ["load"] = Load(options.Load),
        ["rounds"] = options.Rounds,
        ["workloads"] = new JsonArray([.. results.Select(result => Workload(result, options.Engine.Twins))]),
    }.ToJsonString(Format) + "\n";

    private static JsonObject Load(ILoad load) => load switch
    {
        ClosedLoop closed => new() { ["clients"] = closed.Clients, ["warmUpSeconds"] = closed.WarmUp.TotalSeconds, ["seconds"] = closed.Duration.TotalSeconds },
        OpenLoop open => new() { ["rate"] = open.Rate, ["warmUpSeconds"] = open.WarmUp.TotalSeconds, ["seconds"] = open.Duration.TotalSeconds },
        _ => throw new ArgumentOutOfRangeException(nameof(load)),
    };

    private static JsonObject Workload(WorkloadResult result, ImmutableArray<BenchTwin> twins)
    {
        var shown = new JsonObject { ["name"] = result.Workload.Name, ["engine"] = Target(result.Engine) };
        foreach (var twin in twins) shown[twin.Name] = result.Twins.TryGetValue(twin, out var measured) ? Target(measured) : null;
        foreach (var twin in twins) shown[twin.RatioName] = result.Twins.TryGetValue(twin, out var measured) ? Math.Round(result.Engine.TimeComparedTo(measured), 3) : null;
        return shown;
    }

    private static JsonObject Target(TargetResult result)
    {
        var latencies = result.Latencies;
        return new JsonObject
        {
            ["requestsPerSecond"] = Math.Round(result.Throughput),
            ["rounds"] = new JsonArray([.. result.Rounds.Select(round => JsonValue.Create(Math.Round(round.Throughput)))]),
            ["p50Microseconds"] = latencies.Percentile(50).TotalMicroseconds,
            ["p99Microseconds"] = latencies.Percentile(99).TotalMicroseconds,
            ["p999Microseconds"] = latencies.Percentile(99.9).TotalMicroseconds,
            ["failureShare"] = Math.Round(result.FailureShare, 6),
            ["bytesAllocatedPerRequest"] = Math.Round(result.BytesPerRequest, 1),
        };
    }
}
