using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>What leaves an engine, and when.</summary>
public sealed class DurabilityOfAnswersTests
{
    private static readonly ResultAnswer Opening = new(IntValue.Of(500));

    [Test]
    public async Task NothingLeavesBeforeWhatItDependsOnIsDurable()
    {
        var store = new HeldStore();
        var printed = new List<string>();
        await using var engine = await StartAsync(store, EngineOptions.Default with { Print = printed.Add });
        var created = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        await store.WaitForAppend();
        var reported = engine.SubmitAsync(Bank.Invoke("ann", "Report", new StringValue("id"))).AsTask();
        await store.WaitForAppend();
        var read = engine.SubmitAsync(Bank.Invoke("ann", "Balance")).AsTask();
        await ExecutedAsync(engine, batches: 3);
        var snapshot = engine.SnapshotAsync();
        var later = engine.SubmitAsync(Bank.Invoke("ann", "Balance")).AsTask();
        await ExecutedAsync(engine, batches: 4);
        await Task.WhenAny(snapshot, Task.Delay(100));
        Assert.Multiple(() =>
        {
            Assert.That(created.IsCompleted, Is.False);
            Assert.That(reported.IsCompleted, Is.False);
            Assert.That(read.IsCompleted, Is.False, "a read of what is not durable was answered");
            Assert.That(snapshot.IsCompleted, Is.False, "a snapshot of what is not durable was given");
            Assert.That(printed, Is.Empty);
        });

        store.Flush();
        Assert.That(await read, Is.EqualTo(Opening));
        Assert.That(await later, Is.EqualTo(Opening));
        Assert.That((await snapshot).Entities, Has.Count.EqualTo(1));
        Assert.That(printed, Is.EqualTo(["id 1\n"]));
    }

    [Test]
    public async Task ReadIsAnsweredAtOnceIfAllIsDurable()
    {
        var store = new HeldStore();
        await using var engine = await StartAsync(store, EngineOptions.Default);
        var created = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        await store.WaitForAppend();
        store.Flush();
        await created;
        Assert.That(await engine.SubmitAsync(Bank.Invoke("ann", "Balance")), Is.EqualTo(Opening));
        Assert.That(store.Appended, Has.Count.EqualTo(1), "reads without an id are not logged");
    }

    private static Task<LocalEngine> StartAsync(HeldStore store, EngineOptions options) =>
        LocalEngine.StartAsync(Bank.Program, options with { Workers = 2 }, () => store, CancellationToken.None);

    private static async Task ExecutedAsync(LocalEngine engine, long batches)
    {
        while (engine.Statistics.Batches < batches) await Task.Delay(1);
    }
}
