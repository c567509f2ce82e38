using StateFlow.OrleansWorkloads;
using StateFlow.Runtime;
using StateFlow.Workloads;
using StateFlow.Workloads.Keys;

namespace StateFlow.Benchmarks.Tests;

/// <summary>The hand-written programs do the same work as the engine: the same requests leave the same states and fail alike.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TwinTests
{
    private static readonly WorkloadOptions Small = new() { Keys = 200, Requests = 1000, Seed = 7 };

    private static IEnumerable<string> Workloads => WorkloadCatalog.All.Select(workload => workload.Name);

    private static IEnumerable<string> OrleansWorkloads => Workloads.Except(["tpcc"]);

    [Test]
    public async Task OneRequestAfterAnotherLeavesTheSameStates(
        [ValueSource(nameof(Workloads))] string name, [Values] KeyDistribution distribution)
    {
        var workload = Prepare(name, Small with { Distribution = distribution });
        var engine = await Replay(workload.Engine(EngineOptions.Default), workload);
        var interpreter = await Replay(workload.Interpreter(), workload);
        var direct = await Replay(workload.Direct(), workload);
        var handSplit = await Replay(workload.HandSplit(1), workload);
        var partitioned = await Replay(workload.HandSplit(3), workload);
        var service = workload.Service(1) is { } single ? await Replay(single, workload) : null;
        var partitionedService = workload.Service(3) is { } several ? await Replay(several, workload) : null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(interpreter, Is.EqualTo(engine));
            Assert.That(direct, Is.EqualTo(engine));
            Assert.That(handSplit, Is.EqualTo(engine));
            Assert.That(partitioned, Is.EqualTo(engine));
            Assert.That(service, name is "booking" or "tpcc" ? Is.Null : Is.EqualTo(engine));
            Assert.That(partitionedService, name is "booking" or "tpcc" ? Is.Null : Is.EqualTo(engine));
        }
    }

    /// <summary>The small TPC-C is not written as grains, and lets nobody read all that it keeps.</summary>
    [Test]
    public async Task OrleansLeavesTheSameStates([ValueSource(nameof(OrleansWorkloads))] string name)
    {
        var workload = Prepare(name, Small);
        var direct = await Replay(workload.Direct(), workload);
        var engine = await Replay(workload.OrleansEngine(silos: 1, address: null), workload);
        var grains = await Replay(workload.Grains(silos: 1, address: null)!, workload);
        var transactions = workload.TransactionalGrains(silos: 1, address: null) is { } target ? await Replay(target, workload) : null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(engine, Is.EqualTo(direct));
            Assert.That(grains, Is.EqualTo(direct));
            Assert.That(transactions, workload.Workload.IsTransactional ? Is.EqualTo(direct) : Is.Null);
        }
    }

    /// <summary>Transfers and purchases with money enough have the same effect in any order.</summary>
    [TestCase("ycsb-t", 1)]
    [TestCase("ycsb-t", 3)]
    [TestCase("buy-item", 1)]
    [TestCase("buy-item", 3)]
    [TestCase("booking", 1)]
    [TestCase("booking", 3)]
    public async Task RequestsAtOnceLeaveTheSameStates(string name, int partitions)
    {
        var workload = Prepare(name, Small with { Distribution = KeyDistribution.Zipfian });
        var direct = await Replay(workload.Direct(), workload);

        Assert.That(await StatesAfterAllAtOnce(workload.HandSplit(partitions), workload), Is.EqualTo(direct.States));
    }

    [TestCase("ycsb-t")]
    [TestCase("ycsb-t-plain")]
    [TestCase("buy-item")]
    [TestCase("booking")]
    public async Task RequestsAtOnceLeaveTheSameStatesOnOrleans(string name)
    {
        var workload = Prepare(name, Small with { Requests = 300 });
        var direct = await Replay(workload.Direct(), workload);

        Assert.That(await StatesAfterAllAtOnce(workload.OrleansEngine(silos: 1, address: null), workload), Is.EqualTo(direct.States));
        Assert.That(await StatesAfterAllAtOnce(workload.Grains(silos: 1, address: null)!, workload), Is.EqualTo(direct.States));
    }

    [TestCase("ycsb-t")]
    [TestCase("buy-item")]
    [TestCase("buy-item-plain")]
    public async Task SeveralSilosLeaveTheSameStates(string name)
    {
        var workload = Prepare(name, Small with { Requests = 300 });
        var direct = await Replay(workload.Direct(), workload);

        Assert.That(await StatesAfterAllAtOnce(workload.OrleansEngine(silos: 3, address: null), workload), Is.EqualTo(direct.States));
        Assert.That(await StatesAfterAllAtOnce(workload.Grains(silos: 3, address: null)!, workload), Is.EqualTo(direct.States));
    }

    [Test]
    public async Task EveryWorkloadChangesStatesAndSomeFail()
    {
        var failing = new List<string>();
        foreach (var workload in WorkloadCatalog.All.Select(workload => workload.Prepare(Small)))
        {
            var target = workload.Direct();
            await target.LoadAsync(CancellationToken.None);
            var before = await StatesOf(target);
            var after = await Replay(workload.Direct(), workload);

            Assert.That(after.States, Is.Not.EqualTo(before), workload.Workload.Name);
            if (after.Outcomes.Contains(RequestOutcome.Failed)) failing.Add(workload.Workload.Name);
        }

        Assert.That(failing, Is.EqualTo(new[] { "booking", "tpcc" }));
    }

    [Test]
    public void TheSeedChoosesTheRequests([ValueSource(nameof(Workloads))] string name)
    {
        var first = Requests(Small);

        Assert.That(Requests(Small), Is.EqualTo(first));
        Assert.That(Requests(Small with { Seed = 8 }), Is.Not.EqualTo(first));

        string[] Requests(WorkloadOptions options)
        {
            var workload = Prepare(name, options);
            return [.. Enumerable.Range(0, workload.Requests).Select(index => workload.Request(index) is InvokeRequest invoke
                ? $"{invoke.Target}.{invoke.Method}({string.Join(", ", invoke.Arguments)})"
                : "")];
        }
    }

    [TestCase("ycsb-a", 50, 50, 0)]
    [TestCase("ycsb-b", 95, 5, 0)]
    [TestCase("ycsb-t", 0, 0, 100)]
    [TestCase("ycsb-m", 45, 45, 10)]
    public void MixesAreThoseOfTheLiterature(string name, int reads, int updates, int transfers)
    {
        var workload = Prepare(name, Small with { Requests = 20_000 });
        var methods = Enumerable.Range(0, workload.Requests).Select(workload.Request).Cast<InvokeRequest>().CountBy(request => request.Method).ToDictionary();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Percent("Account.Read"), Is.EqualTo(reads).Within(1.5));
            Assert.That(Percent("Account.Update"), Is.EqualTo(updates).Within(1.5));
            Assert.That(Percent("Account.Transfer"), Is.EqualTo(transfers).Within(1.5));
        }

        double Percent(string method) => 100.0 * methods.GetValueOrDefault(method) / workload.Requests;
    }

    private static PreparedWorkload Prepare(string name, WorkloadOptions options) =>
        WorkloadCatalog.All.Single(workload => workload.Name == name).Prepare(options);

    /// <summary>Submits every request when the one before it is completed.</summary>
    private static async Task<History> Replay(IBenchmarkTarget target, PreparedWorkload workload)
    {
        await using var disposed = target;
        await target.LoadAsync(CancellationToken.None);
        using var completion = new OneCompleted();
        target.Completion = completion;
        var outcomes = ImmutableArray.CreateBuilder<RequestOutcome>(workload.Requests);
        for (var request = 0; request < workload.Requests; request++)
        {
            var outcome = target.Submit(request, request);
            outcomes.Add(outcome == RequestOutcome.Pending ? completion.Wait(request) : outcome);
        }

        return new History(await StatesOf(target), new Outcomes(outcomes.ToImmutable()));
    }

    private static async Task<States> StatesAfterAllAtOnce(IBenchmarkTarget target, PreparedWorkload workload)
    {
        await using var disposed = target;
        await target.LoadAsync(CancellationToken.None);
        var completion = new AllCompleted(workload.Requests);
        target.Completion = completion;
        for (var request = 0; request < workload.Requests; request++) target.Submit(request, request);
        completion.Wait();
        return await StatesOf(target);
    }

    private static async Task<States> StatesOf(IBenchmarkTarget target)
    {
        var records = await target.StatesAsync(CancellationToken.None);
        return new States([.. records.Select(record => $"{record.Entity}: {string.Join(", ", record.Fields)}").Order(StringComparer.Ordinal)]);
    }

    private sealed record History(States States, Outcomes Outcomes);

    private sealed record States(ImmutableArray<string> Entities)
    {
        public bool Equals(States? other) => other is not null && Entities.SequenceEqual(other.Entities);

        public override int GetHashCode() => Entities.Length;

        public override string ToString() => string.Join('\n', Entities);
    }

    private sealed record Outcomes(ImmutableArray<RequestOutcome> Items)
    {
        public bool Contains(RequestOutcome outcome) => Items.Contains(outcome);

        public bool Equals(Outcomes? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }

    private sealed class OneCompleted : IRequestCompletion, IDisposable
    {
        private readonly AutoResetEvent _completed = new(false);
        private (long Ticket, RequestOutcome Outcome) _last;

        public void Complete(long ticket, RequestOutcome outcome)
        {
            _last = (ticket, outcome);
            _completed.Set();
        }

        public RequestOutcome Wait(long ticket)
        {
            Assert.That(_completed.WaitOne(Patience), "no answer");
            Assert.That(_last.Ticket, Is.EqualTo(ticket));
            return _last.Outcome;
        }

        public void Dispose() => _completed.Dispose();
    }

    private sealed class AllCompleted(int count) : IRequestCompletion
    {
        private readonly CountdownEvent _missing = new(count);

        public void Complete(long ticket, RequestOutcome outcome) => _missing.Signal();

        public void Wait() => Assert.That(_missing.Wait(Patience), $"{_missing.CurrentCount} answers are missing");
    }

    /// <summary>Only ends what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
}
