using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>When several workers are worth while.</summary>
public sealed class ParallelPolicyTests
{
    private const int SerialBatches = 3;

    [Test]
    public void SmallBatchesAreExecutedByOneWorker()
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 0);
        Assert.That((policy.IsParallel(63), policy.IsParallel(64)), Is.EqualTo((false, true)));
    }

    [Test]
    public void BatchesBecomeSmallerWhileManyUnitsAreInTheWayAndGrowAgain()
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 0);
        Assert.That(policy.BatchLimit, Is.EqualTo(int.MaxValue));
        Assert.That(LimitAfter(2000, 1900), Is.EqualTo(1000));
        Assert.That(LimitAfter(1000, 100), Is.EqualTo(1000), "one in ten is neither many nor few");
        Assert.That(LimitAfter(1000, 200), Is.EqualTo(500));
        Assert.That(LimitAfter(500, 100), Is.EqualTo(256));
        Assert.That(LimitAfter(256, 60), Is.EqualTo(256));
        Assert.That(LimitAfter(256, 2), Is.EqualTo(512));
        Assert.That(LimitAfter(512, 2), Is.EqualTo(1024));
        Assert.That(LimitAfter(300, 2), Is.EqualTo(1024), "a larger one has not been tried");

        int LimitAfter(int count, int conflicts)
        {
            policy.LearnTogether(count, conflicts, isWasted: false, time: 0);
            return policy.BatchLimit;
        }
    }

    [TestCase(256, 65, false)]
    [TestCase(2000, 1001, true)]
    public void WhereUnitsAreInEachOthersWayAttemptsBecomeRare(int count, int conflicts, bool isWasted)
    {
        var policy = new ParallelPolicy(threshold: 64, SerialBatches);
        Assert.That(BatchesAlone(policy, time: 100), Is.EqualTo(SerialBatches));
        Assert.That(Enumerable.Range(0, 9).Select(_ => Attempt()), Is.EqualTo(new[] { 3, 6, 12, 24, 48, 96, 192, 192, 192 }));
        Together(policy, batches: 9, time: 50);
        Assert.That(Attempt(), Is.EqualTo(3), "an attempt that was worth while is a new beginning");

        int Attempt()
        {
            policy.LearnTogether(count, conflicts, isWasted, time: 50);
            Assert.That(policy.BatchLimit, Is.EqualTo(int.MaxValue), "one by one, batches may be large");
            return BatchesAlone(policy, time: 100);
        }
    }

    [Test]
    public void WhereSeveralWorkersAreSlowerAttemptsBecomeRareAndAreMadeAgain()
    {
        var policy = new ParallelPolicy(threshold: 64, SerialBatches);
        var alone = new List<int>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            alone.Add(BatchesAlone(policy, time: 100));
            Together(policy, batches: 8, time: 110);
        }

        Assert.That(alone, Is.EqualTo(new[] { 3, 3, 6, 12 }));
        Assert.That(BatchesAlone(policy, time: 120), Is.EqualTo(24));
        Together(policy, batches: 100, time: 110);
        Assert.That(BatchesAlone(policy, time: 120), Is.Zero, "they are faster now");
    }

    [Test]
    public void WhereSeveralWorkersAreFasterOneAloneIsTriedNowAndThen()
    {
        var policy = new ParallelPolicy(threshold: 64, serialBatches: 15);
        BatchesAlone(policy, time: 100);
        Together(policy, batches: 511, time: 60);
        Assert.That(BatchesAlone(policy, time: 20), Is.Zero);
        Together(policy, batches: 1, time: 60);
        Assert.That(BatchesAlone(policy, time: 20), Is.EqualTo(8));
        Together(policy, batches: 1, time: 60);
        Assert.That(BatchesAlone(policy, time: 20), Is.EqualTo(15), "one alone has become faster");
    }

    /// <summary>Executes batches one by one, as long as the policy says so.</summary>
    /// <returns>How many.</returns>
    private static int BatchesAlone(ParallelPolicy policy, long time)
    {
        for (var batches = 0; ; batches++)
        {
            if (policy.IsParallel(1000)) return batches;
            policy.LearnAlone(1000, time * 1000);
        }
    }

    private static void Together(ParallelPolicy policy, int batches, long time)
    {
        for (var batch = 0; batch < batches; batch++) policy.LearnTogether(1000, conflicts: 100, isWasted: false, time * 1000);
    }
}
