namespace StateFlow.Workloads.Keys;

/// <summary>
/// Draws ranks from 0 on, rank r in proportion to 1 / (r + 1)^theta, in constant time, by the method of Gray et al., "Quickly
/// generating billion-record synthetic databases" (SIGMOD 1994), which YCSB uses: ranks 0 and 1 exactly, the others approximately.
/// </summary>
internal sealed class ZipfianRanks
{
    /// <summary>YCSB's skew.</summary>
    public const double DefaultTheta = 0.99;

    private readonly long _ranks;
    private readonly double _theta;
    private readonly double _zeta;
    private readonly double _alpha;
    private readonly double _eta;

    /// <param name="zeta">The sum of 1 / i^theta for i from 1 to <paramref name="ranks"/>.</param>
    public ZipfianRanks(long ranks, double theta, double zeta)
    {
        (_ranks, _theta, _zeta) = (ranks, theta, zeta);
        _alpha = 1 / (1 - theta);
        _eta = (1 - Math.Pow(2.0 / ranks, 1 - theta)) / (1 - Zeta(2, theta) / zeta);
    }

    public ZipfianRanks(long ranks, double theta = DefaultTheta)
        : this(ranks, theta, Zeta(ranks, theta))
    {
    }

    public static double Zeta(long ranks, double theta)
    {
        var sum = 0.0;
        for (var i = 1L; i <= ranks; i++) sum += Math.Pow(i, -theta);
        return sum;
    }

    public long Next(Random random)
    {
        var uniform = random.NextDouble();
        var share = uniform * _zeta;
        if (share < 1) return 0;
        if (share < 1 + Math.Pow(0.5, _theta)) return 1;
        return Math.Min((long)(_ranks * Math.Pow(_eta * uniform - _eta + 1, _alpha)), _ranks - 1);
    }

    /// <summary>How probable a rank below <paramref name="rank"/> is, which is at least 2, by this method.</summary>
    public double ProbabilityBelow(long rank) => (Math.Pow((double)rank / _ranks, 1 / _alpha) - 1 + _eta) / _eta;

    /// <summary>How probable a rank is in the distribution that the method approximates.</summary>
    public double Probability(long rank) => Math.Pow(rank + 1, -_theta) / _zeta;
}
