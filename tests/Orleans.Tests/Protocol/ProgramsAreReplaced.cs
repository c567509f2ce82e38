using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Orleans.Tests.Bank;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Silos of a later version replace those of an earlier one, and some of these come back, while clients of both call.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProgramsAreReplaced
{
    private const int Accounts = 6;
    private const int Requests = 40;

    private static readonly ProgramVersion Earlier = new("bank", BankModel.Program);
    private static readonly ProgramVersion Later = new("bank", BankModel.LaterProgram) { Place = 1 };

    [Test]
    public void WhateverIsLostRepeatedOrCrashes([Range(1, 100)] int seed) => Check(MachineOptions.Default, new Faults(Loss: 0.03, Repetition: 0.05, Crash: 0.01), seed);

    [Test]
    public void WhenNothingElseGoesWrong([Range(1, 10)] int seed) => Check(MachineOptions.Default, Faults.None, seed);

    private static void Check(MachineOptions options, Faults faults, int seed)
    {
        var random = new Random(seed);
        var requests = new Dictionary<EventId, CallEvent>();
        var replies = new Dictionary<EventId, Reply>();
        var cluster = new SimulatedCluster(Earlier, options, faults, seed, (id, reply) => replies.TryAdd(id, reply));
        for (var i = 0; i < Accounts; i++) Ask(BankModel.Create(new EventId(1, (ulong)i), i), Earlier);
        cluster.Run(TimeSpan.FromHours(1));
        AskMany(2, later: false);
        for (var silo = 0; silo < 3; silo++)
        {
            cluster.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 30)));
            cluster.Replace(silo, Later);
            AskMany(3 + (ulong)silo, later: true);
        }

        // What was deployed is taken back for a while.
        cluster.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 30)));
        cluster.Replace(1, Earlier);
        AskMany(6, later: true);
        cluster.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 30)));
        cluster.Replace(1, Later);
        cluster.Run(TimeSpan.FromHours(1));
        cluster.Faults = Faults.None;
        for (var i = 0; i < Accounts; i++) Ask(BankModel.Invoke(new EventId(7, (ulong)i), i, "Puts"), Later);
        cluster.Run(TimeSpan.FromHours(1));
        cluster.Settle(TimeSpan.FromHours(1));

        var model = new BankModel(Accounts);
        foreach (var (id, call) in requests) model.Apply(call, replies[id].Answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cluster.Reported, Is.Empty);
            Assert.That(Enumerable.Range(0, Accounts).Sum(i => Field(i, 3) - BankModel.FirstPuts), Is.Positive, "what the later version has counted");
            for (var i = 0; i < Accounts; i++)
            {
                var account = BankModel.Account(i);
                Assert.That(cluster.ProgramOf(account), Is.SameAs(Later));
                var fields = cluster.Record(account).State!.Fields;
                Assert.That(fields[1], Is.EqualTo(IntValue.Of(model.Balance(i))), $"balance of {i}");
                Assert.That(fields[2], Is.EqualTo(IntValue.Of(model.Received(i))), $"received by {i}");
                Assert.That(Field(i, 3) - BankModel.FirstPuts, Is.InRange(0, model.Received(i)), $"what the later version has counted of {i}");
                Assert.That(fields[4], Is.EqualTo(IntValue.Of(2 * i)), $"first value of the new field of {i}");
                Assert.That(cluster.Record(account).Outbox, Is.Empty);
                Assert.That(cluster.Record(account).Forks, Is.Empty);
                Assert.That(cluster.Record(account).Prepared, Is.Null);
            }
        }

        long Field(int account, int index) => ((IntValue)cluster.Record(BankModel.Account(account)).State!.Fields[index]!).Value;

        void AskMany(ulong round, bool later)
        {
            for (var i = 0; i < Requests; i++)
            {
                var id = new EventId(round, (ulong)i);
                if (later && random.Next(2) == 0) Ask(BankModel.RandomLaterRequest(random, Accounts, id), Later);
                else Ask(BankModel.RandomRequest(random, Accounts, id), Earlier);
            }
        }

        void Ask(CallEvent call, ProgramVersion client)
        {
            requests.Add(call.Id, call);
            cluster.Ask(new CallMessage(call, new CallPath(call.Id, [], null), null) { Version = client });
        }
    }
}
