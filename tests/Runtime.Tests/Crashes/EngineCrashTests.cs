using System.Diagnostics;
using System.Globalization;
using StateFlow.Interpreter.Execution;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Tests.Durability;

namespace StateFlow.Runtime.Tests.Crashes;

/// <summary>A process with a durable engine is killed again and again, at random moments.</summary>
/// <remarks>How often says the environment variable <c>STATEFLOW_KILLS</c>; a nightly run sets it.</remarks>
public sealed class EngineCrashTests : StoreFixture
{
    /// <summary>So many requests of each client that were answered before a crash are made again after it.</summary>
    private const int Repeated = 40;

    [Test]
    public async Task NothingIsLostOrDoubledHoweverOftenTheProcessIsKilled()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("STATEFLOW_KILLS") ?? "10", CultureInfo.InvariantCulture);
        var model = new BankModel();
        var beforeStart = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var snapshotInterval = Pick(0, 20, 200, 3_600_000);
            var isStarted = await RunAndKillAsync(model, workers: Pick(1, 2, 3), snapshotInterval, isEarly: kill % 3 == 2);
            if (!isStarted) beforeStart++;
            if (Directory.Exists(Folder.Store)) await AssertCopiesHoldAsync(model, $"copy {kill}");
        }

        await using (var engine = await StartAsync(Folder.Store, workers: 2))
        {
            await AskAsync(engine, model, client => 1);
            model.AssertHolds(await engine.SnapshotAsync());
        }

        await TestContext.Out.WriteLineAsync($"{kills} kills, {beforeStart} of them before the engine had started; {model.Count} requests");
        Assert.That(model.Count, Is.Positive);
    }

    [Test]
    public async Task RecoveredStatesAreThoseOfAnEngineThatExecutedTheLogWithoutACrash()
    {
        var model = new BankModel();
        while (!await RunAndKillAsync(model, workers: 2, snapshotInterval: 3_600_000, isEarly: false))
        {
            // Killed before it had begun.
        }

        await using var reference = await LocalEngine.StartAsync(Bank.Program, EngineOptions.Default with { Workers = 1 });
        await using (var store = Store.Open(Folder.Copy("log"), Bank.Program))
        {
            Assert.That(store.Snapshot.Batch, Is.Zero);
            foreach (var request in store.ReadLog().SelectMany(batch => batch.Requests)) await reference.SubmitAsync(request);
        }

        await using var recovered = await StartAsync(Folder.Store, workers: 3);
        Assert.That(Shown(await recovered.SnapshotAsync()), Is.EqualTo(Shown(await reference.SnapshotAsync())));
    }

    [Test]
    [Platform("Linux")]
    public async Task FullDiskIsReportedAndNothingAcknowledgedIsLost()
    {
        await using (await StartAsync(Folder.Store, workers: 1))
        {
            // Created without a limit.
        }

        var model = new BankModel();
        using var process = Start(model, workers: 2, snapshotInterval: 3_600_000, fileLimit: 200);
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line) model.Note(line);
        await process.WaitForExitAsync();
        Assert.That(await error, Does.StartWith("fault: There is no room left"));
        Assert.That(process.ExitCode, Is.EqualTo(BankClients.Reported));
        Assert.That(model.Count, Is.Positive);
        await AssertCopiesHoldAsync(model, "copy");
    }

    private static int Pick(params ReadOnlySpan<int> choices) => choices[Random.Shared.Next(choices.Length)];

    private static Task<LocalEngine> StartAsync(string directory, int workers) =>
        LocalEngine.StartAsync(Bank.Program, EngineOptions.Default with { Directory = directory, Workers = workers, ParallelThreshold = 1 });

    private static IEnumerable<string> Shown(EngineSnapshot snapshot) =>
        snapshot.Entities.Select(entity => $"{entity.Entity}: {string.Join(", ", entity.Fields)}").Order(StringComparer.Ordinal);

    /// <summary>Asks for all that the clients may have asked for, from a number of each client on.</summary>
    private static async Task AskAsync(LocalEngine engine, BankModel model, Func<int, long> first)
    {
        foreach (var opening in Bank.Openings) await engine.SubmitAsync(opening);
        var asked = new List<(int Client, long Number, Task<Answer> Answer)>();
        for (var client = 0; client < Bank.Clients; client++)
        {
            var last = model.LastAsked(client);
            for (var number = Math.Max(1, first(client)); number <= last; number++)
            {
                asked.Add((client, number, engine.SubmitAsync(Bank.Request(client, number)).AsTask()));
            }
        }

        foreach (var (client, number, answer) in asked) model.Note(client, number, Bank.Show(await answer));
    }

    private Process Start(BankModel model, int workers, int snapshotInterval, int? fileLimit = null) => ChildProcess.Start(
        fileLimit,
        "bank",
        Folder.Store,
        $"{workers}",
        $"{snapshotInterval}",
        string.Join(',', Enumerable.Range(0, Bank.Clients).Select(client => Math.Max(1, model.FirstUnknown(client) - Repeated))));

    /// <summary>Lets the clients ask for a while, and notes their answers.</summary>
    /// <param name="isEarly">Whether the process is to be killed while the engine starts, rather than later.</param>
    /// <returns>Whether the engine had started.</returns>
    private async Task<bool> RunAndKillAsync(BankModel model, int workers, int snapshotInterval, bool isEarly)
    {
        using var process = Start(model, workers, snapshotInterval);
        var isStarted = false;
        Task? killed = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            isStarted |= line == BankClients.Started;
            if (line == (isEarly ? BankClients.Starting : BankClients.Started)) killed = KillLaterAsync(process);
            model.Note(line);
        }

        await process.WaitForExitAsync();
        Assert.That(killed, Is.Not.Null, "the process has ended by itself");
        await killed!;
        Assert.That(process.ExitCode, Is.Not.EqualTo(BankClients.Reported));
        return isStarted;
    }

    private static async Task KillLaterAsync(Process process)
    {
        await Task.Delay(Random.Shared.Next(500));
        process.Kill();
    }

    /// <summary>Recovers from copies of the directory, so that the next process recovers from what this one left.</summary>
    private async Task AssertCopiesHoldAsync(BankModel known, string name)
    {
        var (one, several) = (Folder.Copy($"{name}, one worker"), Folder.Copy($"{name}, several"));
        await using (var first = await StartAsync(one, workers: 1))
        await using (var second = await StartAsync(several, workers: 3))
        {
            Assert.That(Shown(await second.SnapshotAsync()), Is.EqualTo(Shown(await first.SnapshotAsync())));
            var model = known.Copy();
            await AskAsync(second, model, client => known.FirstUnknown(client) - Repeated);
            model.AssertHolds(await second.SnapshotAsync());
        }

        Directory.Delete(one, recursive: true);
        Directory.Delete(several, recursive: true);
    }
}
