using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    private TestCluster _cluster = null!;
    private IHost _connection = null!;

    private EntityClusterClient Client => _connection.Services.GetRequiredService<EntityClusterClient>();

    [TearDown]
    public async Task StopCluster()
    {
        _connection?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Test]
    public async Task OneAfterTheOtherWhileTheStorageGoesAway()
    {
        await StartAsync(silos: 3);
        using var load = await BankLoad.StartAsync(Client, Accounts, Clients);
        for (var kill = 0; kill < Kills; kill++)
        {
            await load.WaitForAnswersAsync(10);
            _cluster.Kill(_cluster.Silos[kill % _cluster.Silos.Count]);
            if (kill % 3 == 2)
            {
                using (_cluster.Storage.Cut()) await Task.Delay(TimeSpan.FromSeconds(3));
            }

            await load.WaitForAnswersAsync(10);
            await _cluster.AddSiloAsync();
        }

        await load.WaitForAnswersAsync(10);
        await load.FinishAsync();
    }

    [Test]
    public async Task AllAtOnce()
    {
        await StartAsync(silos: 2);
        using var load = await BankLoad.StartAsync(Client, Accounts, Clients);
        await load.WaitForAnswersAsync(50);
        foreach (var silo in _cluster.Silos.ToArray()) _cluster.Kill(silo);
        await Task.WhenAll(_cluster.AddSiloAsync(), _cluster.AddSiloAsync());
        await load.WaitForAnswersAsync(50);
        await load.FinishAsync();
    }

    [Test]
    public async Task NoneWhileOneJoinsAndAllClientsWantTheSame()
    {
        await StartAsync(silos: 1);
        using var load = await BankLoad.StartAsync(Client, accounts: 2, 3 * Clients);
        await load.WaitForAnswersAsync(100);
        await _cluster.AddSiloAsync();
        await load.WaitForAnswersAsync(100);
        await load.FinishAsync();
    }

    private async Task StartAsync(int silos)
    {
        _cluster = await TestCluster.StartAsync(await RedisServer.StartAsync(), silos, [BankModel.File]);
        _connection = await _cluster.ConnectAsync([("bank", BankModel.Program)], TimeSpan.FromMinutes(2));
    }
}
