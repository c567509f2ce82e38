using System.Numerics;

namespace StateFlow.Workloads.Measurement;

/// <summary>Counts durations in buckets whose width grows with the duration: exact below 128 ns, then within 1.6 %.</summary>
/// <remarks>May be recorded to by several threads.</remarks>
public sealed class LatencyHistogram
{
    private const int BitsOfPrecision = 6;
    private const int BucketsPerDoubling = 1 << BitsOfPrecision;
    private const int Doublings = 63 - BitsOfPrecision;

    private readonly long[] _counts = new long[(Doublings + 1) * BucketsPerDoubling];

    /// <summary>How many durations were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>Records a duration; a negative one counts as none.</summary>
    public void Record(long nanoseconds) => Interlocked.Increment(ref _counts[BucketOf(Math.Max(0, nanoseconds))]);

    /// <summary>Adds what another one has recorded.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }

    /// <summary>The duration that so many percent of those recorded do not exceed; zero if there are none.</summary>
    public TimeSpan Percentile(double percent) => TimeSpan.FromMicroseconds(NanosecondsAt(percent) / 1000.0);

    /// <summary>The longest duration that falls into the bucket of the percentile.</summary>
    internal long NanosecondsAt(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return LongestIn(i);
        }

        return 0;
    }

    /// <summary>The first bits of the number, and how many follow them.</summary>
    private static int BucketOf(long nanoseconds)
    {
        var doubling = Math.Max(0, BitOperations.Log2((ulong)nanoseconds) - BitsOfPrecision);
        return doubling * BucketsPerDoubling + (int)(nanoseconds >> doubling);
    }

    private static long LongestIn(int bucket)
    {
        if (bucket < 2 * BucketsPerDoubling) return bucket;
        var doubling = bucket / BucketsPerDoubling - 1;
        var firstBits = bucket - doubling * BucketsPerDoubling;
        return ((long)(firstBits + 1) << doubling) - 1;
    }
}
