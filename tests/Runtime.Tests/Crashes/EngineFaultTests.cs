using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Tests.Durability;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>What an engine does when it cannot start, or cannot go on.</summary>
public sealed class EngineFaultTests
{
    private static readonly EngineException FullDisk = new("There is no room left.");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test]
    public async Task WhenTheLogFailsNothingMoreIsAcknowledged()
    {
        var store = new HeldStore();
        await using var engine = await StartAsync(store);
        var pending = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        await store.WaitForAppend();
        store.Break(FullDisk);
        Assert.That(async () => await pending.WaitAsync(Patience), Throws.TypeOf<EngineException>().With.Message.EqualTo(FullDisk.Message));
        Assert.That(engine.Fault, Is.SameAs(FullDisk));
        Assert.That(async () => await engine.SubmitAsync(Bank.Create("ben")), Throws.TypeOf<EngineException>().With.Message.EqualTo(FullDisk.Message));
        Assert.That(async () => await engine.SnapshotAsync(), Throws.TypeOf<EngineException>().With.Message.EqualTo(FullDisk.Message));
        await engine.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.That(store.IsDisposed);
    }

    [Test]
    public async Task WhenASnapshotCannotBeStoredTheEngineStopsAndNamesTheCause()
    {
        var store = new HeldStore { SaveFault = new IOException("Quota exceeded.") };
        await using var engine = await StartAsync(store, EngineOptions.Default with { SnapshotInterval = TimeSpan.Zero });
        var pending = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        Assert.That(async () => await pending.WaitAsync(Patience), Throws.TypeOf<EngineException>().With.Message.Contains("snapshot cannot be stored").And.Message.Contains("Quota exceeded."));
        Assert.That(engine.Fault!.Message, Does.Contain("snapshot cannot be stored"));
    }

    [Test]
    public async Task WhenTheLastSnapshotCannotBeStoredTheEngineStillEnds()
    {
        var store = new HeldStore { SaveFault = new IOException("Quota exceeded.") };
        var engine = await StartAsync(store);
        var created = engine.SubmitAsync(Bank.Create("ann")).AsTask();
        await store.WaitForAppend();
        store.Flush();
        await created;
        await engine.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.That(store.IsDisposed);
        Assert.That(engine.Fault!.Message, Does.Contain("Quota exceeded."));
    }

    [Test]
    public async Task DefectOfTheEngineLeavesNobodyWithoutAnAnswer()
    {
        using var reached = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var store = new HeldStore
        {
            OnAppend = _ =>
            {
                reached.Release();
                goOn.Wait();
                throw new InvalidOperationException("a defect");
            },
        };
        await using var engine = await StartAsync(store, EngineOptions.Default with { MaxBatch = 2 });
        var pending = new List<Task> { engine.SubmitAsync(Bank.Create("ann")).AsTask() };
        await reached.WaitAsync();
        pending.AddRange(Enumerable.Range(0, 20).Select(i => engine.SubmitAsync(Bank.Create($"account {i}")).AsTask()));
        goOn.Set();
        foreach (var request in pending)
        {
            Assert.That(async () => await request.WaitAsync(Patience), Throws.TypeOf<EngineException>().With.Message.Contains("a defect"));
        }
    }

    [Test]
    public async Task PrintThatThrowsStopsTheEngine()
    {
        var options = EngineOptions.Default with { Print = _ => throw new IOException("Broken pipe.") };
        await using var engine = await LocalEngine.StartAsync(Bank.Program, options);
        await engine.SubmitAsync(Bank.Create("ann"));
        Assert.That(await engine.SubmitAsync(Bank.Invoke("ann", "Report", new StringValue("id"))), Is.EqualTo(new ResultAnswer(IntValue.Of(1))));
        Assert.That(engine.Fault!.Message, Does.Contain("`Print`").And.Contain("Broken pipe."));
    }

    [Test]
    public async Task RequestsInFlightAreAnsweredWhenTheEngineEnds([Values] bool isDurable)
    {
        using var directory = new TemporaryDirectory();
        var engine = await LocalEngine.StartAsync(Bank.Program, EngineOptions.Default with { Directory = isDurable ? directory.Store : null, MaxBatch = 8, MaxPending = 64 });
        var pending = Enumerable.Range(0, 500).Select(i => engine.SubmitAsync(Bank.Create($"account {i}")).AsTask()).ToList();
        var first = engine.DisposeAsync().AsTask();
        var second = engine.DisposeAsync().AsTask();
        foreach (var request in pending)
        {
            try
            {
                Assert.That(await request.WaitAsync(Patience), Is.TypeOf<ResultAnswer>());
            }
            catch (EngineException exception)
            {
                Assert.That(exception.Message, Does.Contain("disposed"));
            }
        }

        await Task.WhenAll(first, second).WaitAsync(Patience);
        await engine.DisposeAsync();
        Assert.That(async () => await engine.SubmitAsync(Bank.Create("late")), Throws.TypeOf<EngineException>());
    }

    [Test]
    public async Task NobodyWaitsForeverWhoAsksWhileTheEngineEnds()
    {
        for (var round = 0; round < 30; round++)
        {
            var engine = await LocalEngine.StartAsync(Bank.Program, EngineOptions.Default with { Workers = 2, MaxPending = 4 });
            var clients = Enumerable.Range(0, 4).Select(client => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    await engine.SubmitAsync(Bank.Create($"{client}/{i}"));
                    if (i % 50 == 0) await engine.SnapshotAsync();
                }
            })).ToList();
            await Task.Delay(2);
            await engine.DisposeAsync();
            foreach (var client in clients) Assert.That(async () => await client.WaitAsync(Patience), Throws.TypeOf<EngineException>());
        }
    }

    [Test]
    public void DamagedLogEndsWhatHadBegun([Values(1, 3)] int workers)
    {
        var threads = Threads();
        var store = new HeldStore { Logged = Damaged() };
        Assert.That(async () => await StartAsync(store, EngineOptions.Default with { Workers = workers }), Throws.TypeOf<DamagedStoreException>());
        Assert.That(store.IsDisposed);
        // A thread that has ended is listed for a moment more, those of earlier engines as well.
        Assert.That(Threads, Is.LessThanOrEqualTo(threads).After(60).Seconds.PollEvery(20).MilliSeconds);

        static IEnumerable<LoggedBatch> Damaged()
        {
            yield return new LoggedBatch(1, [Bank.Create("ann")]);
            throw new DamagedStoreException("Batch 2 is missing.");
        }
    }

    [Test]
    public void StartThatIsCancelledEndsWhatHadBegun()
    {
        using var cancellation = new CancellationTokenSource();
        var store = new HeldStore { Logged = Log() };
        Assert.That(async () => await StartAsync(store, EngineOptions.Default, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(store.IsDisposed);

        IEnumerable<LoggedBatch> Log()
        {
            for (var number = 1L; ; number++)
            {
                if (number == 3) cancellation.Cancel();
                yield return new LoggedBatch(number, [Bank.Create($"account {number}")]);
            }
        }
    }

    [Test]
    public async Task DamagedDirectoryIsRefusedAndGivenFree()
    {
        using var directory = new TemporaryDirectory();
        await using (var engine = await StartAsync(directory)) await engine.SubmitAsync(Bank.Create("ann"));
        var head = Path.Combine(directory.Store, "head");
        File.Move(head, directory.PathOf("head"));
        Assert.That(async () => await StartAsync(directory), Throws.TypeOf<DamagedStoreException>().With.Message.Contains("is damaged").And.Message.Contains("put back a copy"));
        File.Move(directory.PathOf("head"), head);
        await using var repaired = await StartAsync(directory);
        Assert.That((await repaired.SnapshotAsync()).Entities, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task DirectoryIsUsedByOneEngineAtATime()
    {
        using var directory = new TemporaryDirectory();
        await using (await StartAsync(directory))
        {
            Assert.That(async () => await StartAsync(directory), Throws.TypeOf<EngineException>().With.Message.Contains("in use by another engine. Stop that one"));
        }

        await using var next = await StartAsync(directory);
        Assert.That(next.Fault, Is.Null);
    }

    [Test]
    public async Task ProgramWithOtherFieldsIsRefused()
    {
        using var directory = new TemporaryDirectory();
        await using (var engine = await StartAsync(directory)) await engine.SubmitAsync(Bank.Create("ann"));
        var changed = TestProgram.Compile(Bank.Source.Replace("let mutable touched = 0", "let mutable touched = 0\n    let mutable note = \"\"", StringComparison.Ordinal));
        Assert.That(
            async () => await LocalEngine.StartAsync(changed, EngineOptions.Default with { Directory = directory.Store }),
            Throws.TypeOf<EngineException>().With.Message.Contains("Account").And.Message.Contains("note").And.Message.Contains("another directory"));
        await using var unchanged = await StartAsync(directory);
        Assert.That((await unchanged.SnapshotAsync()).Entities, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ProgramWithoutTheTypeOfAKeptAnswerIsRefused()
    {
        const string Source = """
            type Point = { x: int }

            entity Item(name: string) =
                key name
                member this.Place() : Point = { x = 1 }
            """;
        using var directory = new TemporaryDirectory();
        var item = new EntityReference("Item", new StringValue("a"));
        var place = new InvokeRequest(item, "Item.Place", []) { Id = "place" };
        var options = EngineOptions.Default with { Directory = directory.Store };
        await using (var engine = await LocalEngine.StartAsync(TestProgram.Compile(Source), options))
        {
            await engine.SubmitAsync(new CreateRequest(item, [item.Key]));
            await engine.SubmitAsync(place);
        }

        var changed = TestProgram.Compile(Source.Replace("x", "y", StringComparison.Ordinal));
        Assert.That(
            async () => await LocalEngine.StartAsync(changed, options),
            Throws.TypeOf<EngineException>().With.Message.Contains("type Point").And.Message.Contains("Keep the declaration"));
        await using var unchanged = await LocalEngine.StartAsync(TestProgram.Compile(Source), options);
        Assert.That(Bank.Show(await unchanged.SubmitAsync(place)), Is.EqualTo("{ x = 1 }"));
    }

    private static Task<LocalEngine> StartAsync(HeldStore store, EngineOptions? options = null, CancellationToken cancellation = default) =>
        LocalEngine.StartAsync(Bank.Program, options ?? EngineOptions.Default, () => store, cancellation);

    private static Task<LocalEngine> StartAsync(TemporaryDirectory directory) =>
        LocalEngine.StartAsync(Bank.Program, EngineOptions.Default with { Directory = directory.Store });

    /// <summary>How many threads of engines this process has, where the system tells.</summary>
    private static int Threads() => !Directory.Exists("/proc/self/task")
        ? 0
        : Directory.EnumerateDirectories("/proc/self/task").Count(thread => File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("StateFlow", StringComparison.Ordinal));
}
