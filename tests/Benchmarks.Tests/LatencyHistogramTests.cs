using CsCheck;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Benchmarks.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class LatencyHistogramTests
{
    [Test]
    public void PercentilesAreThoseOfTheSortedDurations() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 200], Gen.Long[0, 1_000_000], Gen.Long[0, long.MaxValue]).Array[1, 200], Gen.Double[0, 100]).Sample((durations, percent) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var duration in durations) histogram.Record(duration);

            var expected = durations.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(durations.Length * percent / 100)) - 1);
            var actual = histogram.NanosecondsAt(percent);

            Assert.That(histogram.Count, Is.EqualTo(durations.Length));
            Assert.That(actual, Is.GreaterThanOrEqualTo(expected));
            Assert.That(actual - expected, Is.LessThanOrEqualTo(expected < 128 ? 0 : expected / 64));
        });

    [TestCase(50, 500)]
    [TestCase(99, 990)]
    [TestCase(99.9, 999)]
    [TestCase(100, 1000)]
    public void PercentilesOfAThousandMilliseconds(double percent, int expected)
    {
        var histogram = new LatencyHistogram();
        foreach (var milliseconds in Enumerable.Range(1, 1000)) histogram.Record(milliseconds * 1_000_000L);

        Assert.That(histogram.Percentile(percent).TotalMilliseconds, Is.InRange(expected, expected * (1 + 1 / 64.0)));
    }

    [Test]
    public void NothingRecordedIsZero() => Assert.That(new LatencyHistogram().Percentile(99), Is.EqualTo(TimeSpan.Zero));

    [Test]
    public void HistogramsAreAdded()
    {
        var (first, second) = (new LatencyHistogram(), new LatencyHistogram());
        first.Record(10);
        second.Record(100);
        second.Record(-1);
        first.Add(second);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Count, Is.EqualTo(3));
            Assert.That(first.NanosecondsAt(0), Is.Zero);
            Assert.That(first.NanosecondsAt(50), Is.EqualTo(10));
            Assert.That(first.NanosecondsAt(100), Is.EqualTo(100));
        }
    }

    [Test]
    public void ThreadsLoseNothing()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 100_000, i => histogram.Record(i % 10));

        Assert.That(histogram.Count, Is.EqualTo(100_000));
    }

    [TestCase(-1)]
    [TestCase(101)]
    public void ThereIsNoSuchPercentile(double percent) =>
        Assert.That(() => new LatencyHistogram().Percentile(percent), Throws.TypeOf<ArgumentOutOfRangeException>());
}
