using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>Many clients at once, on entities that crash over a network that loses, repeats and reorders messages.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EffectsHappenOnce
{
    private const int Accounts = 6;
    private const int Requests = 150;
    private const int Start = 100;

    private const string Text = """
        entity Account(id: int) =
            key id
            let mutable balance = 100
            let mutable received = 0
            invariant balance >= 0
            member this.Balance : int = balance
            member this.Take(amount: int) : unit = balance <- balance - amount
            member this.Put(amount: int) : int =
                balance <- balance + amount
                received <- received + 1
                balance
            // Fails by the invariant if there is not enough.
            [<Transactional>]
            member this.Transfer(other: Account, amount: int) : int =
                balance <- balance - amount
                let there = other.Put(amount)
                there
            // Tries one account, and another if the first attempt fails: a transaction nested in another.
            [<Transactional>]
            member this.Split(first: Account, second: Account, amount: int) : string =
                try
                    let a = first.Transfer(second, amount)
                    this.Transfer(first, amount) |> ignore
                    "both"
                with Failure _ ->
                    this.Take(1)
                    second.Put(1) |> ignore
                    "one"
            // Without a transaction: what is lent is given back later, in another step.
            member this.Lend(other: Account, amount: int) : int =
                balance <- balance - amount
                let there = other.Put(amount)
                other.Take(amount)
                balance <- balance + amount
                there
            [<Transactional>]
            member this.Sum(others: Account list) : int =
                balance + List.sumBy (fun (other: Account) -> other.Balance) others
        """;

    private static readonly ProgramVersion Version = new("bank", Compiler.Compile([new SourceText("bank.sf", Text)]).Program!);

    [Test]
    public void WhateverIsLostRepeatedOrCrashes([Range(1, 400)] int seed) => Check(MachineOptions.Default, new Faults(Loss: 0.03, Repetition: 0.05, Crash: 0.01), seed);

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
        for (var i = 0; i < Accounts; i++) Ask(new CreateEvent(new EventId(1, (ulong)i), Scheduler.Script, Account(i), null, new ClientContinuation(), [IntValue.Of(i)], SourceSpan.None));
        cluster.Run(TimeSpan.FromHours(1));
        for (var i = 0; i < Requests; i++) Ask(RandomRequest(random, new EventId(2, (ulong)i)));
        cluster.Run(TimeSpan.FromHours(1));
        var all = Enumerable.Range(1, Accounts - 1).Select(i => (Value)Account(i));
        var sum = Invoke(new EventId(3, 0), 0, "Sum", ListValue.From(all));
        Ask(sum);
        cluster.Run(TimeSpan.FromHours(1));
        cluster.Faults = Faults.None;
        cluster.Settle(TimeSpan.FromHours(1));

        var balances = new long[Accounts];
        var puts = new long[Accounts];
        Array.Fill(balances, Start);
        foreach (var (id, call) in requests) Replay(call, replies[id].Answer, balances, puts);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cluster.Reported, Is.Empty);
            Assert.That(replies[sum.Id].Answer, Is.EqualTo(new ResultAnswer(IntValue.Of(Accounts * Start))));
            for (var i = 0; i < Accounts; i++)
            {
                var fields = cluster.Record(Account(i)).State!.Fields;
                Assert.That(fields[1], Is.EqualTo(IntValue.Of(balances[i])), $"balance of {i}");
                Assert.That(fields[2], Is.EqualTo(IntValue.Of(puts[i])), $"received by {i}");
                Assert.That(cluster.Record(Account(i)).Outbox, Is.Empty);
                Assert.That(cluster.Record(Account(i)).Prepared, Is.Null);
            }

            if (faults.Crash > 0) Assert.That(cluster.Crashes, Is.GreaterThan(10));
        }

        void Ask(CallEvent call)
        {
            requests.Add(call.Id, call);
            cluster.Ask(new CallMessage(call, new CallPath(call.Id, [], null), null));
        }
    }

    private static InvokeEvent RandomRequest(Random random, EventId id)
    {
        int from = random.Next(Accounts), to = random.Next(Accounts), third = random.Next(Accounts);
        var amount = IntValue.Of(random.Next(1, 60));
        return random.Next(4) switch
        {
            0 => Invoke(id, from, "Split", Account(to), Account(third), amount),
            1 => Invoke(id, from, "Lend", Account(to), IntValue.Of(random.Next(1, 3))),
            2 => Invoke(id, from, "Sum", ListValue.Of(Account(to), Account(third))),
            _ => Invoke(id, from, "Transfer", Account(to), amount),
        };
    }

    /// <summary>What an answer says of the states.</summary>
    private static void Replay(CallEvent call, Answer answer, long[] balances, long[] puts)
    {
        if (call is not InvokeEvent invoke) return;
        var from = IndexOf(call.Target);
        if (answer is FailureAnswer { Failure: var failure })
        {
            // Without a transaction, what was done before the failure stays.
            if (invoke.Method == "Account.Lend" && failure.Chain.Any(site => site.Callee.EndsWith(".Take", StringComparison.Ordinal)))
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[1]).Value);
            return;
        }

        var result = ((ResultAnswer)answer).Value;
        switch (invoke.Method)
        {
            case "Account.Transfer":
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[1]).Value);
                break;
            case "Account.Split" when ((StringValue)result).Value == "both":
                Move(IndexOf(invoke.Arguments[0]), IndexOf(invoke.Arguments[1]), ((IntValue)invoke.Arguments[2]).Value);
                Move(from, IndexOf(invoke.Arguments[0]), ((IntValue)invoke.Arguments[2]).Value);
                break;
            case "Account.Split":
                Move(from, IndexOf(invoke.Arguments[1]), 1);
                break;
            case "Account.Lend":
                puts[IndexOf(invoke.Arguments[0])]++;
                break;
        }

        void Move(int source, int target, long amount)
        {
            balances[source] -= amount;
            balances[target] += amount;
            puts[target]++;
        }
    }

    private static InvokeEvent Invoke(EventId id, int account, string method, params ImmutableArray<Value> arguments) =>
        new(id, Scheduler.Script, Account(account), null, new ClientContinuation(), $"Account.{method}", arguments, SourceSpan.None);

    private static EntityReference Account(int id) => new("Account", IntValue.Of(id));

    private static int IndexOf(Value account) => (int)((IntValue)((EntityReference)account).Key).Value;
}
