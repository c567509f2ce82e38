namespace StateFlow.Workloads.Keys;

/// <summary>
/// Zipfian with the frequent keys scattered over all of them, as YCSB's ScrambledZipfianGenerator: a rank among ten thousand
/// million, hashed to a key. So the skew does not depend on the number of keys.
/// </summary>
internal sealed class ScrambledZipfianKeys(long keys, Random random) : KeyGenerator
{
    public const long Ranks = 10_000_000_000;

    /// <summary>The sum for so many ranks takes minutes; YCSB gives it too.</summary>
    private const double Zeta = 26.46902820178302;

    private readonly ZipfianRanks _ranks = new(Ranks, ZipfianRanks.DefaultTheta, Zeta);

    public override long Next() => KeyOf(_ranks.Next(random), keys);

    /// <summary>How probable the rank 0, and with it the most frequent key at least, is.</summary>
    public double ProbabilityOfFirst => _ranks.Probability(0);

    public static long KeyOf(long rank, long keys) => (long)(Fnv1a(rank) % (ulong)keys);

    /// <summary>The 64-bit FNV-1a hash of the number's eight bytes, without its sign bit.</summary>
    private static ulong Fnv1a(long number)
    {
        var hash = 0xCBF29CE484222325UL;
        for (var i = 0; i < 8; i++, number >>= 8) hash = (hash ^ (byte)number) * 0x100000001B3UL;
        return (ulong)Math.Abs((long)hash);
    }
}
