namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>What keeps a cluster.</summary>
internal enum StorageKind
{
    /// <summary>Redis.</summary>
    Redis,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,
}

/// <summary>Servers for tests.</summary>
internal static class StorageServers
{
    /// <summary>Starts a server; the test is skipped if it is not installed.</summary>
    public static async Task<IStorageServer> StartAsync(StorageKind kind) => kind switch
    {
        StorageKind.Redis => await RedisServer.StartAsync(),
        StorageKind.PostgreSql => await PostgreSqlServer.StartAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
