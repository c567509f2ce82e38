using Microsoft.Extensions.DependencyInjection;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Tests.Bank;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>Silos are killed under load and started again, one joins, the storage is away for seconds: nothing is lost, nothing doubled.</summary>
/// <remarks>The variable <c>STATEFLOW_SILO_KILLS</c> says how often.</remarks>
[NonParallelizable]
internal sealed class KilledSilos
{
    private const int Accounts = 20;
    private const int Clients = 8;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("STATEFLOW_SILO_KILLS") ?? "5", null);

    [Test]
    public async Task LoseNothingAndDoubleNothing()
    {
        await using var cluster = await TestCluster.StartAsync(await RedisServer.StartAsync(), silos: 3, [BankModel.File]);
        using var connection = await cluster.ConnectAsync([("bank", BankModel.Program)], TimeSpan.FromMinutes(2));
        var client = connection.Services.GetRequiredService<EntityClusterClient>();
        for (var i = 0; i < Accounts; i++) await client.CreateAsync("Account", [IntValue.Of(i)], CancellationToken.None);
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, Clients).Select(seed => Task.Run(() => BankLoad.RunAsync(client, seed, random => BankModel.RandomRequest(random, Accounts, default), enough.Token))).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            cluster.Kill(cluster.Silos[kill % cluster.Silos.Count]);
            if (kill % 3 == 2)
            {
                using (cluster.Storage.Cut()) await Task.Delay(TimeSpan.FromSeconds(3));
            }

            await cluster.AddSiloAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        await enough.CancelAsync();
        var answered = (await Task.WhenAll(load)).SelectMany(requests => requests).ToList();

        var model = new BankModel(Accounts);
        foreach (var (call, answer) in answered) model.Apply(call, answer);
        TestContext.Out.WriteLine($"{answered.Count} requests, {answered.Count(request => request.Answer is FailureAnswer)} of them failed as they should");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered, Has.Count.GreaterThan(20 * Kills));
            for (var i = 0; i < Accounts; i++)
            {
                Assert.That(await client.CallAsync(BankModel.Account(i), "Balance", [], CancellationToken.None), Is.EqualTo(IntValue.Of(model.Balance(i))), $"balance of {i}");
                Assert.That(await client.CallAsync(BankModel.Account(i), "Received", [], CancellationToken.None), Is.EqualTo(IntValue.Of(model.Received(i))), $"received by {i}");
            }
        }
    }
}
