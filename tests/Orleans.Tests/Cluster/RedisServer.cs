namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>A Redis server of its own, on a free port, that writes to the disk before it confirms.</summary>
internal sealed class RedisServer : IStorageServer
{
    private readonly ServerProcess _process;
    private readonly DirectoryInfo _directory;
    private readonly int _port;

    private RedisServer(ServerProcess process, DirectoryInfo directory, int port) => (_process, _directory, _port) = (process, directory, port);

    public string Address => $"redis://127.0.0.1:{_port}";

    public static async Task<RedisServer> StartAsync()
    {
        if (!ServerProcess.IsThere("redis-server")) Assert.Ignore("redis-server is not installed");
        var directory = Directory.CreateTempSubdirectory("stateflow-redis-");
        var port = ServerProcess.FreePort();
        var process = await ServerProcess.StartAsync(
            "redis-server",
            ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", directory.FullName, "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""],
            "Ready to accept connections");
        return new RedisServer(process, directory, port);
    }

    public IDisposable Cut()
    {
        _process.Signal("STOP");
        return new Resumption(_process);
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private sealed class Resumption(ServerProcess process) : IDisposable
    {
        public void Dispose() => process.Signal("CONT");
    }
}
