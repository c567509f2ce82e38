namespace StateFlow.Workloads.Keys;

/// <summary>Chooses keys from 0 up to a number of them.</summary>
public abstract class KeyGenerator
{
    /// <summary>The generator of a distribution over <paramref name="keys"/> keys.</summary>
    public static KeyGenerator Of(KeyDistribution distribution, long keys, Random random) => distribution switch
    {
        KeyDistribution.Uniform => new UniformKeys(keys, random),
        KeyDistribution.Zipfian => new ScrambledZipfianKeys(keys, random),
        _ => throw new ArgumentOutOfRangeException(nameof(distribution)),
    };

    /// <summary>The next key.</summary>
    public abstract long Next();

    /// <summary>The next key that is not <paramref name="other"/>; there must be two keys.</summary>
    public long NextBut(long other)
    {
        while (true)
        {
            if (Next() is var key && key != other) return key;
        }
    }
}

/// <summary>Chooses all keys equally often.</summary>
internal sealed class UniformKeys(long keys, Random random) : KeyGenerator
{
    public override long Next() => random.NextInt64(keys);
}
