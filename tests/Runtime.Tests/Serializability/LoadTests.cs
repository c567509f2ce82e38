using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>What stays true while many threads use an engine.</summary>
public sealed class LoadTests
{
    private const int Accounts = 24;
    private const int InitialBalance = 100;

    private const string Bank = """
        entity Account(id: int, initial: int) =
            key id
            let mutable balance = initial
            let mutable changes = 0
            invariant balance >= 0

            member this.Deposit(amount: int) : int =
                balance <- balance + amount
                changes <- changes + 1
                balance

            [<Transactional>]
            member this.Transfer(amount: int, target: Account) : int =
                balance <- balance - amount
                changes <- changes + 1
                let after = target.Deposit(amount)
                if amount = 13 then failwith "thirteen is refused"
                after
        """;

    private const string Sequence = """
        entity Sequence(name: string) =
            key name
            let mutable next = 0
            member this.Next() : int =
                next <- next + 1
                next
        """;

    [Test]
    public async Task MoneyIsConservedInEverySnapshot([Values(1, 3)] int workers)
    {
        const int clients = 4, transfers = 5_000, window = 32;
        await using var engine = await LocalEngine.StartAsync(
            CellEngine.Compile(Bank), EngineOptions.Default with { Workers = workers, ParallelThreshold = 2, MaxBatch = 64 });
        for (var i = 0; i < Accounts; i++) await engine.SubmitAsync(new CreateRequest(Account(i), [IntValue.Of(i), IntValue.Of(InitialBalance)]));

        var load = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Transfer(engine, new Random(client), transfers, window))));
        var before = Changes(await engine.SnapshotAsync());
        var snapshots = 0;
        while (!load.IsCompleted)
        {
            var snapshot = await engine.SnapshotAsync();
            snapshots++;
            MustBeBetweenTwoTransfers(snapshot);
            var changes = Changes(snapshot);
            Assert.That(changes.Zip(before, (now, then) => now >= then), Is.All.True, "a snapshot is older than the one before");
            before = changes;
        }

        var outcomes = await load;
        var last = await engine.SnapshotAsync();
        MustBeBetweenTwoTransfers(last);
        var statistics = engine.Statistics;
        TestContext.Out.WriteLine($"{snapshots} snapshots, {statistics.Batches} batches, {statistics.Conflicts} conflicts, {statistics.Failures} failures");
        Assert.That(snapshots, Is.GreaterThan(3));
        Assert.That(Changes(last).Sum(), Is.EqualTo(2 * outcomes.Sum(outcome => outcome.Done)));
        Assert.That(statistics.Failures, Is.EqualTo(outcomes.Sum(outcome => outcome.Refused)));
        Assert.That(outcomes.Sum(outcome => outcome.Refused), Is.GreaterThan(100));
        Assert.That(outcomes.Sum(outcome => outcome.Done + outcome.Refused), Is.EqualTo(clients * transfers));
    }

    [Test]
    public async Task RequestsOfAThreadForAKeyAreExecutedInOrderThoughTheyWaitForRoom([Values(1, 3)] int workers, [Values(2, 64)] int maxPending)
    {
        const int clients = 4, requests = 2_000;
        await using var engine = await LocalEngine.StartAsync(
            CellEngine.Compile(Sequence), EngineOptions.Default with { Workers = workers, ParallelThreshold = 2, MaxPending = maxPending, MaxBatch = 32 });
        var answers = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var sequence = new EntityReference("Sequence", new StringValue($"client {client}"));
            await engine.SubmitAsync(new CreateRequest(sequence, [sequence.Key]));
            return await Task.WhenAll(Enumerable.Range(0, requests)
                .Select(_ => engine.SubmitAsync(new InvokeRequest(sequence, "Sequence.Next", [])).AsTask()));
        })));
        foreach (var ofClient in answers) Assert.That(ofClient.Select(Number), Is.EqualTo(Enumerable.Range(1, requests).Select(number => (long)number)));
    }

    [Test]
    public async Task WhoWaitsForRoomMayGiveUp()
    {
        await using var engine = await LocalEngine.StartAsync(CellEngine.Compile(Sequence), EngineOptions.Default with { Workers = 1, MaxPending = 1 });
        var sequence = new EntityReference("Sequence", new StringValue("a"));
        await engine.SubmitAsync(new CreateRequest(sequence, [sequence.Key]));
        var (answered, cancelled) = (0, 0);
        var waiting = Enumerable.Range(0, 500).Select(async i =>
        {
            using var patience = new CancellationTokenSource();
            var answer = engine.SubmitAsync(new InvokeRequest(sequence, "Sequence.Next", []), patience.Token);
            if (i % 2 == 0) await patience.CancelAsync();
            try
            {
                await answer;
                Interlocked.Increment(ref answered);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
            }
        });
        await Task.WhenAll(waiting);
        var next = Number(await engine.SubmitAsync(new InvokeRequest(sequence, "Sequence.Next", [])));
        Assert.That(answered, Is.GreaterThanOrEqualTo(250));
        Assert.That(next, Is.GreaterThan(answered).And.LessThanOrEqualTo(answered + cancelled + 1));
    }

    [Test]
    public async Task WhoeverAsksAnEngineThatEndsIsAnsweredOrTold()
    {
        var program = CellEngine.Compile(Sequence);
        for (var round = 0; round < 20; round++)
        {
            var engine = await LocalEngine.StartAsync(program, EngineOptions.Default with { Workers = 2, MaxPending = 8 });
            var sequence = new EntityReference("Sequence", new StringValue("a"));
            await engine.SubmitAsync(new CreateRequest(sequence, [sequence.Key]));
            var clients = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                var answers = new List<long>();
                try
                {
                    while (true) answers.Add(Number(await engine.SubmitAsync(new InvokeRequest(sequence, "Sequence.Next", []))));
                }
                catch (EngineException)
                {
                    return answers;
                }
            })).ToList();
            await engine.SubmitAsync(new ExistsRequest(sequence));
            await engine.DisposeAsync();
            var all = await Task.WhenAll(clients);
            Assert.That(all.SelectMany(answers => answers).Order(), Is.EqualTo(Enumerable.Range(1, all.Sum(answers => answers.Count)).Select(number => (long)number)));
        }
    }

    private static async Task<(int Done, int Refused)> Transfer(LocalEngine engine, Random random, int transfers, int window)
    {
        var (done, refused) = (0, 0);
        for (var sent = 0; sent < transfers; sent += window)
        {
            var answers = Enumerable.Range(0, Math.Min(window, transfers - sent)).Select(_ =>
            {
                var source = random.Next(2) == 0 ? random.Next(2) : random.Next(Accounts);
                var target = (source + 1 + random.Next(Accounts - 1)) % Accounts;
                return engine.SubmitAsync(new InvokeRequest(Account(source), "Account.Transfer", [IntValue.Of(random.Next(1, 30)), Account(target)])).AsTask();
            }).ToList();
            foreach (var answer in await Task.WhenAll(answers))
            {
                if (answer is ResultAnswer) done++;
                else refused++;
            }
        }

        return (done, refused);
    }

    private static void MustBeBetweenTwoTransfers(EngineSnapshot snapshot)
    {
        Assert.That(snapshot.Entities, Has.Count.EqualTo(Accounts));
        Assert.That(snapshot.Entities.Sum(account => Field(account, "balance")), Is.EqualTo(Accounts * InitialBalance));
        Assert.That(snapshot.Entities.Select(account => Field(account, "balance")), Is.All.GreaterThanOrEqualTo(0));
        Assert.That(Changes(snapshot).Sum() % 2, Is.Zero, "one half of a transfer");
    }

    private static IReadOnlyList<long> Changes(EngineSnapshot snapshot) =>
        [.. snapshot.Entities.OrderBy(account => ((IntValue)account.Entity.Key).Value).Select(account => Field(account, "changes"))];

    private static long Field(EntityRecord account, string name) => ((IntValue)account.Fields[AccountFields.IndexOf(name)]).Value;

    private static List<string> AccountFields { get; } = [.. CellEngine.Compile(Bank).Operator("Account").Fields.Select(field => field.Name)];

    private static EntityReference Account(int id) => new("Account", IntValue.Of(id));

    private static long Number(Answer answer) => ((IntValue)((ResultAnswer)answer).Value).Value;
}
