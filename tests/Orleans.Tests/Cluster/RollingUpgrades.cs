using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Tests.Bank;
using Program = StateFlow.Language.IR.Program;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>Silos of a later version replace those of an earlier one under load; one that does not fit does not start.</summary>
[NonParallelizable]
internal sealed class RollingUpgrades
{
    private const int Accounts = 20;
    private const int Clients = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("stateflow-versions-");

    [OneTimeTearDown]
    public void DropFolder() => _folder.Delete(recursive: true);

    [TestCase(StorageKind.Redis)]
    [TestCase(StorageKind.PostgreSql)]
    public async Task LoseNothingAndRefuseWhatDoesNotFit(StorageKind kind)
    {
        var later = FileOf($"{kind}-later", BankModel.LaterText);
        await using var cluster = await TestCluster.StartAsync(await StorageServers.StartAsync(kind), silos: 3, [BankModel.File]);
        using var earlierClient = await ConnectAsync(cluster, BankModel.Program);
        using var load = await BankLoad.StartAsync(ClientOf(earlierClient), Accounts, Clients);
        await load.WaitForAnswersAsync(100);

        await ReplaceAsync(cluster, cluster.Silos[0], later);
        using var laterClient = await ConnectAsync(cluster, BankModel.LaterProgram);
        load.Add(ClientOf(laterClient), Clients, random => BankModel.RandomLaterRequest(random, Accounts, default));
        for (var i = 0; i < 2; i++) await ReplaceAsync(cluster, cluster.Silos[0], later);

        using var refused = await cluster.RunRefusedSiloAsync(FileOf($"{kind}-other", BankModel.LaterText
            .Replace("received = 0", "received = 0.0").Replace("received + 1", "received + 1.0").Replace("Received : int", "Received : float")));
        await load.WaitForAnswersAsync(100);
        var answered = await load.EndAsync();

        var model = BankModel.After(Accounts, answered);
        TestContext.Out.WriteLine($"{answered.Count} requests, {answered.Count(request => request.Answer is FailureAnswer)} of them failed as they should\n{refused.Output}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered.Count(request => request is { Call: InvokeEvent { Method: "Account.Give" }, Answer: ResultAnswer }), Is.GreaterThan(5));
            for (var i = 0; i < Accounts; i++)
            {
                var account = BankModel.Account(i);
                Assert.That(await ReadAsync(earlierClient, account, "Balance"), Is.EqualTo(model.Balance(i)), $"balance of {i}");
                Assert.That(await ReadAsync(earlierClient, account, "Received"), Is.EqualTo(model.Received(i)), $"received by {i}");
                Assert.That(await ReadAsync(laterClient, account, "Puts") - BankModel.FirstPuts, Is.InRange(0, model.Received(i)), $"what the later version has counted of {i}");
                Assert.That(await ReadAsync(laterClient, account, "Number"), Is.EqualTo(2 * i), $"first value of the new field of {i}");
            }

            Assert.That(refused.ExitCode, Is.EqualTo(1));
            Assert.That(refused.Output, Does.Match("(?m)^stateflow: error SF0857: program [0-9a-f]{16} of application 'bank' cannot use what program [0-9a-f]{16} has stored: field 'received' of entity Account is stored as int, the program declares float\\. Keep "));
        }
    }

    private static async Task ReplaceAsync(TestCluster cluster, ServerProcess silo, string file)
    {
        await cluster.AddSiloAsync(file);
        var watch = Stopwatch.StartNew();
        await cluster.EndAsync(silo);
        TestContext.Out.WriteLine($"a silo has left in {watch.Elapsed.TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static Task<IHost> ConnectAsync(TestCluster cluster, Program program) => cluster.ConnectAsync([("bank", program)], Patience);

    private static EntityClusterClient ClientOf(IHost host) => host.Services.GetRequiredService<EntityClusterClient>();

    private static async Task<long> ReadAsync(IHost host, EntityReference account, string property) =>
        ((IntValue)await ClientOf(host).CallAsync(account, property, [], CancellationToken.None)).Value;

    /// <summary>A program of the application <c>bank</c>.</summary>
    private string FileOf(string version, string text)
    {
        var file = Path.Combine(_folder.CreateSubdirectory(version).FullName, "bank.sf");
        File.WriteAllText(file, text);
        return file;
    }
}
