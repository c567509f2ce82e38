using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Orleans.Tests.Bank;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Many clients at once, on entities that crash over a network that loses, repeats and reorders messages.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EffectsHappenOnce
{
    private const int Accounts = 6;
    private const int Requests = 150;
    private static readonly ProgramVersion Version = new("bank", BankModel.Program);

    [Test]
    public void WhateverIsLostRepeatedOrCrashes([Range(1, 150)] int seed) => Check(MachineOptions.Default, new Faults(Loss: 0.03, Repetition: 0.05, Crash: 0.01), seed);

    [Test]
    public void WhenNothingGoesWrong([Values(1, 2, 3)] int seed) => Check(MachineOptions.Default, Faults.None, seed);

    [Test]
    public void WhenNothingIsStored([Values(1, 2, 3)] int seed) => Check(MachineOptions.Default with { IsDurable = false }, new Faults(Loss: 0, Repetition: 0.05, Crash: 0), seed);

    private static void Check(MachineOptions options, Faults faults, int seed)
    {
        var random = new Random(seed);
        var requests = new Dictionary<EventId, CallEvent>();
        var replies = new Dictionary<EventId, Reply>();
        var cluster = new SimulatedCluster(Version, options, faults, seed, (id, reply) => replies.TryAdd(id, reply));
        for (var i = 0; i < Accounts; i++) Ask(BankModel.Create(new EventId(1, (ulong)i), i));
        cluster.Run(TimeSpan.FromHours(1));
        for (var i = 0; i < Requests; i++) Ask(BankModel.RandomRequest(random, Accounts, new EventId(2, (ulong)i)));
        cluster.Run(TimeSpan.FromHours(1));
        var all = Enumerable.Range(1, Accounts - 1).Select(i => (Value)BankModel.Account(i));
        var sum = BankModel.Invoke(new EventId(3, 0), 0, "Sum", ListValue.From(all));
        Ask(sum);
        cluster.Run(TimeSpan.FromHours(1));
        cluster.Faults = Faults.None;
        cluster.Settle(TimeSpan.FromHours(1));

        var model = new BankModel(Accounts);
        foreach (var (id, call) in requests) model.Apply(call, replies[id].Answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cluster.Reported, Is.Empty);
            Assert.That(replies[sum.Id].Answer, Is.EqualTo(new ResultAnswer(IntValue.Of(model.Total))));
            for (var i = 0; i < Accounts; i++)
            {
                var fields = cluster.Record(BankModel.Account(i)).State!.Fields;
                Assert.That(fields[1], Is.EqualTo(IntValue.Of(model.Balance(i))), $"balance of {i}");
                Assert.That(fields[2], Is.EqualTo(IntValue.Of(model.Received(i))), $"received by {i}");
                Assert.That(cluster.Record(BankModel.Account(i)).Outbox, Is.Empty);
                Assert.That(cluster.Record(BankModel.Account(i)).Prepared, Is.Null);
            }

            if (faults.Crash > 0) Assert.That(cluster.Crashes, Is.GreaterThan(10));
        }

        void Ask(CallEvent call)
        {
            requests.Add(call.Id, call);
            cluster.Ask(new CallMessage(call, new CallPath(call.Id, [], null), null));
        }
    }
}
