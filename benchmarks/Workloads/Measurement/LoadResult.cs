namespace StateFlow.Workloads.Measurement;

/// <summary>What was measured while a target was under load.</summary>
/// <param name="Requests">Requests completed.</param>
/// <param name="Failures">Of these, by a failure.</param>
/// <param name="Time">How long that took.</param>
/// <param name="Latencies">How long requests took, or a sample of them.</param>
/// <param name="AllocatedBytes">What the process allocated meanwhile.</param>
public sealed record LoadResult(long Requests, long Failures, TimeSpan Time, LatencyHistogram Latencies, long AllocatedBytes)
{
    /// <summary>Requests a second.</summary>
    public double Throughput => Requests / Time.TotalSeconds;
}
