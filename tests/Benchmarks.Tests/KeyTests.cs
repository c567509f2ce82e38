using StateFlow.Workloads.Keys;

namespace StateFlow.Benchmarks.Tests;

/// <summary>Keys are asked for as often as their distribution says.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KeyTests
{
    private const int Draws = 1_000_000;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    [TestCase(1000)]
    public void KeysAreInRange(int keys)
    {
        foreach (var distribution in Enum.GetValues<KeyDistribution>())
        {
            var generator = KeyGenerator.Of(distribution, keys, new Random(1));
            Assert.That(Enumerable.Range(0, 10_000).Select(_ => generator.Next()), Is.All.InRange(0, keys - 1), $"{distribution}");
        }
    }

    [Test]
    public void UniformKeysAreEquallyFrequent()
    {
        var counts = Count(KeyGenerator.Of(KeyDistribution.Uniform, 100, new Random(1)).Next, 100);

        Assert.That(counts.Select(count => (double)count / Draws), Is.All.EqualTo(0.01).Within(0.0005)); // Five standard deviations.
    }

    /// <summary>Zipf's law itself for the first two ranks, and the approximation's own law for the others.</summary>
    [TestCase(100)]
    [TestCase(10_000)]
    public void RanksAreZipfian(int ranks)
    {
        var zipfian = new ZipfianRanks(ranks);
        var random = new Random(1);
        var counts = Count(() => zipfian.Next(random), ranks);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)counts[0] / Draws, Is.EqualTo(zipfian.Probability(0)).Within(0.003));
            Assert.That((double)counts[1] / Draws, Is.EqualTo(zipfian.Probability(1)).Within(0.003));
            foreach (var rank in new[] { 3, 5, 10, 50, ranks / 2, ranks })
                Assert.That((double)counts.Take(rank).Sum() / Draws, Is.EqualTo(zipfian.ProbabilityBelow(rank)).Within(0.003), $"below {rank}");
        }
    }

    [Test]
    public void TheApproximationIsCloseToZipfsLaw()
    {
        const int Ranks = 10_000;
        var zipfian = new ZipfianRanks(Ranks);
        var cumulated = 0.0;
        for (var rank = 0; rank < Ranks; rank++)
        {
            if (rank >= 2) Assert.That(zipfian.ProbabilityBelow(rank), Is.EqualTo(cumulated).Within(0.05), $"below {rank}");
            cumulated += zipfian.Probability(rank);
        }

        Assert.That(cumulated, Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public void ScrambledKeysAreAsSkewedAsTheirRanks()
    {
        const int Keys = 10_000;
        var generator = new ScrambledZipfianKeys(Keys, new Random(1));
        var counts = Count(generator.Next, Keys);
        var hottest = (int)ScrambledZipfianKeys.KeyOf(0, Keys);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts[hottest], Is.EqualTo(counts.Max()));
            Assert.That((double)counts[hottest] / Draws, Is.EqualTo(generator.ProbabilityOfFirst).Within(0.002));
            Assert.That(generator.ProbabilityOfFirst, Is.EqualTo(1 / 26.469).Within(1e-6));
            // The other keys share the long tail of the ranks about evenly.
            Assert.That(counts.Count(count => count == 0), Is.LessThan(Keys / 100));
        }
    }

    [Test]
    public void TheOtherKeyIsAnother()
    {
        var generator = KeyGenerator.Of(KeyDistribution.Zipfian, 2, new Random(1));

        Assert.That(Enumerable.Range(0, 1000).Select(_ => generator.NextBut(1)), Is.All.Zero);
    }

    private static int[] Count(Func<long> next, int keys)
    {
        var counts = new int[keys];
        for (var i = 0; i < Draws; i++) counts[next()]++;
        return counts;
    }
}
