using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>When several workers are worth while.</summary>
public sealed class ParallelPolicyTests
{
    [Test]
    public void SmallBatchesAreExecutedByOneWorker()
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 3);
        Assert.That((policy.IsParallel(63), policy.IsParallel(64)), Is.EqualTo((false, true)));
    }

    [Test]
    public void BatchesBecomeSmallerWhileManyUnitsAreInTheWayAndGrowAgain()
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 3);
        policy.Learn(2000, conflicts: 1900, isWasted: false);
        Assert.That(policy.BatchLimit, Is.EqualTo(1000));
        policy.Learn(1000, conflicts: 100, isWasted: false);
        Assert.That(policy.BatchLimit, Is.EqualTo(1000), "one in ten is neither many nor few");
        policy.Learn(1000, conflicts: 200, isWasted: false);
        policy.Learn(500, conflicts: 100, isWasted: false);
        policy.Learn(256, conflicts: 60, isWasted: false);
        Assert.That(policy.BatchLimit, Is.EqualTo(256));
        policy.Learn(256, conflicts: 2, isWasted: false);
        policy.Learn(512, conflicts: 2, isWasted: false);
        Assert.That(policy.BatchLimit, Is.EqualTo(1024));
        policy.Learn(300, conflicts: 2, isWasted: false);
        Assert.That(policy.BatchLimit, Is.EqualTo(1024), "a larger one has not been tried");
    }

    [TestCase(256, 65, false)]
    [TestCase(2000, 1001, true)]
    public void WhereMostAttemptsAreInVainTheyBecomeRare(int count, int conflicts, bool isWasted)
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 3);
        int[] waits = [.. Enumerable.Range(0, 9).Select(_ => Attempt())];
        Assert.That(waits, Is.EqualTo(new[] { 3, 6, 12, 24, 48, 96, 192, 192, 192 }));
        policy.Learn(2000, conflicts: 10, isWasted);
        Assert.That(Attempt(), Is.EqualTo(3), "an attempt that was worth while is a new beginning");

        int Attempt()
        {
            policy.Learn(count, conflicts, isWasted);
            Assert.That(policy.BatchLimit, Is.EqualTo(int.MaxValue), "one by one, batches may be large");
            var waited = 0;
            while (!policy.IsParallel(4096)) waited++;
            return waited;
        }
    }
}
