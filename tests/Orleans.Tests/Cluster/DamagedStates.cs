using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Client;
using StateFlow.Orleans.Tests.Bank;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>What is stored of an entity is damaged: who calls it is told, nobody touches it, and when it is put back all is as before.</summary>
[NonParallelizable]
internal sealed class DamagedStates
{
    private const string Field = "data";

    [Test]
    public async Task AreReportedAndLeftAsTheyAre()
    {
        await using var cluster = await TestCluster.StartAsync(await RedisServer.StartAsync(), silos: 1, [BankModel.File]);
        using var connection = await cluster.ConnectAsync([("bank", BankModel.Program)], TimeSpan.FromMinutes(2));
        var client = connection.Services.GetRequiredService<EntityClusterClient>();
        foreach (var i in (int[])[0, 1]) await client.CreateAsync("Account", [IntValue.Of(i)], CancellationToken.None);
        await client.CallAsync(BankModel.Account(0), "Put", [IntValue.Of(5)], CancellationToken.None);
        cluster.Kill(cluster.Silos[0]);

        await using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.Storage.Address["redis://".Length..]);
        var store = redis.GetDatabase();
        var key = ((string[]?)await store.ExecuteAsync("KEYS", "*/bank/Account/0/*"))!.Single();
        var intact = (byte[])(await store.HashGetAsync(key, Field))!;
        var damaged = (byte[])intact.Clone();
        damaged[^8] ^= 1;
        await store.HashSetAsync(key, Field, damaged);
        await cluster.AddSiloAsync();

        Assert.That(() => BalanceAsync(client, 0), Throws.TypeOf<EntityFailureException>().With.Message.Contains("Account(0) cannot be used: ").And.Message.Contains("its checksum is wrong"));
        Assert.That(() => client.CallAsync(BankModel.Account(1), "Transfer", [BankModel.Account(0), IntValue.Of(1)], CancellationToken.None), Throws.TypeOf<EntityFailureException>().With.Message.Contains("its checksum is wrong"));
        Assert.That(await BalanceAsync(client, 1), Is.EqualTo(100));
        Assert.That((byte[]?)await store.HashGetAsync(key, Field), Is.EqualTo(damaged));

        await store.HashSetAsync(key, Field, intact);
        Assert.That(await BalanceAsync(client, 0), Is.EqualTo(105));
    }

    private static async Task<long> BalanceAsync(EntityClusterClient client, int account) =>
        ((IntValue)await client.CallAsync(BankModel.Account(account), "Balance", [], CancellationToken.None)).Value;
}
