using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Measurement;

namespace StateFlow.Benchmarks.Tests;

/// <summary>Loads submit what they say and count what was completed.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [TestCase(1)]
    [TestCase(100)]
    public void AClosedLoopKeepsAllClientsBusy(int clients)
    {
        var target = new DelayingTarget();
        var result = new ClosedLoop(clients, Short, 4 * Short).Measure(target, requests: 10, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.MostPending, Is.EqualTo(clients));
            Assert.That(target.Pending, Is.Zero);
            Assert.That(result.Requests, Is.InRange(1, target.Submitted));
            Assert.That(result.Failures, Is.InRange(0, result.Requests));
            Assert.That(target.Requested, Is.EquivalentTo(Enumerable.Range(0, 10)));
            Assert.That(result.Latencies.Count, Is.GreaterThan(0));
        }
    }

    [Test]
    public void AClosedLoopTakesWhatIsCompletedAtOnce()
    {
        var workload = WorkloadCatalog.All[0].Prepare(new WorkloadOptions { Keys = 10, Requests = 100 });
        var target = workload.Direct();
        target.LoadAsync(CancellationToken.None).Wait();
        var result = new ClosedLoop(1000, Short, Short).Measure(target, workload.Requests, CancellationToken.None);

        Assert.That(result.Throughput, Is.GreaterThan(0));
        Assert.That(result.Failures, Is.Zero);
    }

    [Test]
    public void AnOpenLoopSubmitsAtItsRate()
    {
        var target = new DelayingTarget();
        var result = new OpenLoop(Rate: 1000, Short, 4 * Short).Measure(target, requests: 10, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.Submitted, Is.EqualTo(250));
            Assert.That(result.Requests, Is.EqualTo(200));
            Assert.That(result.Latencies.Count, Is.EqualTo(200));
            Assert.That(result.Latencies.Percentile(0), Is.GreaterThan(TimeSpan.Zero));
        }
    }

    /// <summary>While the target stalls for 200 ms, 200 requests become due: half of them wait for 100 ms or more.</summary>
    [Test]
    public void AnOpenLoopCountsTheWaitOfRequestsThatAStallHoldsUp()
    {
        var target = new DelayingTarget { StallsAt = 10, Stall = TimeSpan.FromMilliseconds(200) };
        var result = new OpenLoop(Rate: 1000, TimeSpan.Zero, TimeSpan.FromMilliseconds(400)).Measure(target, requests: 10, CancellationToken.None);

        Assert.That(result.Latencies.Percentile(80), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public void ATargetThatBreaksEndsTheMeasurement()
    {
        var target = new DelayingTarget { BreaksAfter = 20 };

        Assert.That(
            () => new ClosedLoop(5, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)).Measure(target, 10, CancellationToken.None),
            Throws.TypeOf<LoadException>().With.Message.EqualTo("the disk is full"));
        Assert.That(() => new OpenLoop(1000, Short, Short).Measure(target, 10, CancellationToken.None), Throws.TypeOf<LoadException>());
    }

    [Test]
    public void ALoadIsCancelled()
    {
        var target = new DelayingTarget();
        using var cancellation = new CancellationTokenSource(Short);

        Assert.That(
            () => new ClosedLoop(5, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)).Measure(target, 10, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(target.Pending, Is.Zero);
    }

    [Test]
    public void RatiosAreThoseOfTheRounds()
    {
        var (slow, fast) = (Result(100, 50, 200), Result(400, 300, 400));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slow.Throughput, Is.EqualTo(100));
            Assert.That(slow.TimeComparedTo(fast), Is.EqualTo(4)); // Of 4, 6 and 2.
            Assert.That(slow.FailureShare, Is.EqualTo(0.1).Within(1e-9));
            Assert.That(slow.BytesPerRequest, Is.EqualTo(8).Within(1e-9));
        }

        static TargetResult Result(params long[] throughputs) => new(
            "target", [.. throughputs.Select(count => new LoadResult(count, count / 10, TimeSpan.FromSeconds(1), new LatencyHistogram(), 8 * count))]);
    }

    [Test]
    public void RoundsGoForthAndBack()
    {
        var workload = WorkloadCatalog.All[0].Prepare(new WorkloadOptions { Keys = 10, Requests = 100 });
        IBenchmarkTarget[] targets = [workload.Direct(), workload.HandSplit(1)];
        foreach (var target in targets) target.LoadAsync(CancellationToken.None).Wait();
        var order = new Order();
        var results = Comparison.Run(targets, workload.Requests, new ClosedLoop(10, TimeSpan.Zero, Short), rounds: 3, order, CancellationToken.None);

        Assert.That(order.Names, Is.EqualTo(new[] { "direct", "hand-split", "hand-split", "direct", "direct", "hand-split" }));
        Assert.That(results.Select(result => (result.Target, result.Rounds.Length)), Is.EqualTo(new[] { ("direct", 3), ("hand-split", 3) }));
        Assert.That(results.SelectMany(result => result.Rounds).Select(round => round.Requests), Is.All.GreaterThan(0));
    }

    private sealed class Order : IProgress<string>
    {
        public List<string> Names { get; } = [];

        public void Report(string value) => Names.Add(value);
    }

    /// <summary>Completes every request a while later, all of its own accord.</summary>
    private sealed class DelayingTarget : IBenchmarkTarget
    {
        private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

        private readonly Lock _gate = new();
        private readonly HashSet<int> _requested = [];

        public string Name => "delaying";

        public IRequestCompletion Completion { private get; set; } = null!;

        public int BreaksAfter { get; init; } = int.MaxValue;

        public int StallsAt { get; init; } = int.MaxValue;

        public TimeSpan Stall { get; init; }

        public int Submitted { get; private set; }

        public int Pending { get; private set; }

        public int MostPending { get; private set; }

        public IReadOnlyCollection<int> Requested => _requested;

        public Task LoadAsync(CancellationToken cancellation) => Task.CompletedTask;

        public RequestOutcome Submit(int request, long ticket)
        {
            lock (_gate)
            {
                if (++Submitted > BreaksAfter) throw new EngineException("the disk is full");
                _requested.Add(request);
                MostPending = Math.Max(MostPending, ++Pending);
            }

            if (ticket == StallsAt) Thread.Sleep(Stall);
            _ = CompleteLater(ticket);
            return RequestOutcome.Pending;
        }

        public Task<IReadOnlyCollection<EntityRecord>> StatesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<EntityRecord>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task CompleteLater(long ticket)
        {
            await Task.Delay(Delay);
            lock (_gate) Pending--;
            Completion.Complete(ticket, ticket % 2 == 0 ? RequestOutcome.Succeeded : RequestOutcome.Failed);
        }
    }
}
