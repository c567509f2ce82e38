using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Execution;
using StateFlow.Runtime.Tests.Durability;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>Requests that have the same id.</summary>
public sealed class RepeatedRequestTests
{
    [Test]
    public async Task OldestAnswersAreForgottenAlsoAcrossARestart()
    {
        using var directory = new TemporaryDirectory();
        var options = EngineOptions.Default with { Directory = directory.Store, AnswersKept = 2 };
        await using (var engine = await LocalEngine.StartAsync(Bank.Program, options))
        {
            await engine.SubmitAsync(Bank.Create("ann"));
            Assert.That(await DepositAsync(engine, "first"), Is.EqualTo(1));
            Assert.That(await DepositAsync(engine, "second"), Is.EqualTo(2));
            Assert.That(await DepositAsync(engine, "third"), Is.EqualTo(3));
            Assert.That(await DepositAsync(engine, "second"), Is.EqualTo(2));
            Assert.That(await DepositAsync(engine, "first"), Is.EqualTo(4), "forgotten, so executed again");
        }

        await using (var engine = await LocalEngine.StartAsync(Bank.Program, options))
        {
            Assert.That(await DepositAsync(engine, "first"), Is.EqualTo(4));
            Assert.That(await DepositAsync(engine, "third"), Is.EqualTo(3));
            Assert.That(await DepositAsync(engine, "second"), Is.EqualTo(5), "forgotten, so executed again");
        }

        await using (var engine = await LocalEngine.StartAsync(Bank.Program, options with { AnswersKept = 1 }))
        {
            Assert.That(await DepositAsync(engine, "second"), Is.EqualTo(5));
            Assert.That(await DepositAsync(engine, "first"), Is.EqualTo(6), "forgotten, since fewer are kept now");
        }
    }

    [Test]
    public void AnswerThatCameAndWasForgottenSinceTheLastSnapshotIsNotStored()
    {
        var book = new AnswerBook(capacity: 1);
        book.Add("first", new ResultAnswer(IntValue.Of(1)));
        book.Add("second", new ResultAnswer(IntValue.Of(2)));
        var (added, forgotten) = book.TakeChanges();
        Assert.That(added.Select(answer => answer.RequestId), Is.EqualTo(["second"]));
        Assert.That(forgotten, Is.EqualTo(["first"]));
    }

    [Test]
    public async Task OfOneBatchTheFirstIsExecuted()
    {
        using var reached = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var isFirst = true;
        var store = new HeldStore
        {
            OnAppend = _ =>
            {
                if (!isFirst) return;
                isFirst = false;
                reached.Release();
                goOn.Wait();
            },
        };
        await using var engine = await LocalEngine.StartAsync(Bank.Program, EngineOptions.Default, () => store, CancellationToken.None);
        var created = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        await reached.WaitAsync();
        var both = new[] { DepositAsync(engine, "same"), DepositAsync(engine, "same") };
        goOn.Set();
        await store.WaitForAppend();
        await store.WaitForAppend();
        Assert.That(store.Appended[1].Requests, Has.Length.EqualTo(1));
        store.Flush();
        await created;
        Assert.That(await Task.WhenAll(both), Is.EqualTo([1, 1]));
        Assert.That(await DepositAsync(engine, "same"), Is.EqualTo(1));
        Assert.That(store.Appended, Has.Count.EqualTo(2), "a repeated request is not logged");
    }

    [Test]
    public async Task AnotherRequestWithTheSameIdIsTakenForTheFirst()
    {
        await using var engine = await LocalEngine.StartAsync(Bank.Program, EngineOptions.Default);
        await engine.SubmitAsync(Bank.Create("ann"));
        Assert.That(await DepositAsync(engine, "same"), Is.EqualTo(1));
        Assert.That(await engine.SubmitAsync(Bank.Create("ben") with { Id = "same" }), Is.EqualTo(new ResultAnswer(IntValue.Of(1))));
        Assert.That((await engine.SnapshotAsync()).Entities, Has.Count.EqualTo(1));
    }

    private static async Task<long> DepositAsync(LocalEngine engine, string id) =>
        ((IntValue)((ResultAnswer)await engine.SubmitAsync(Bank.Deposit("ann", 1) with { Id = id })).Value).Value;
}
