using Microsoft.Extensions.Hosting;
using System.Globalization;
using StackExchange.Redis;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Hosting;

/// <summary>A Redis server.</summary>
internal sealed class RedisAddress : ClusterAddress
{
    private const int DefaultPort = 6379;

    private RedisAddress(Uri uri, bool isEncrypted, int database)
        : base(uri)
    {
        var (user, password) = Credentials();
        Configuration = new ConfigurationOptions
        {
            EndPoints = { { uri.DnsSafeHost, uri.Port < 0 ? DefaultPort : uri.Port } },
            DefaultDatabase = database,
            User = user,
            Password = password,
            Ssl = isEncrypted,
            AbortOnConnectFail = false, // A server that is away for a while is no reason to end.
        };
    }

    public ConfigurationOptions Configuration { get; }

    public static RedisAddress Of(Uri uri, bool isEncrypted)
    {
        var path = uri.AbsolutePath.Trim('/');
        if (path.Length == 0) return new RedisAddress(uri, isEncrypted, 0);
        return int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var database)
            ? new RedisAddress(uri, isEncrypted, database)
            : throw Wrong(uri, $"a database of Redis is a number, not `{path}`");
    }

    internal override void UseForSilo(ISiloBuilder silo) => silo
        .UseRedisClustering(options => options.ConfigurationOptions = Configuration)
        .AddRedisGrainStorage(StateFlowSilos.StorageName, options =>
        {
            options.ConfigurationOptions = Configuration;
            options.InitStage = StorageStage;
            options.GrainStorageSerializer = StoredBytesSerializer.Instance;
        });

    internal override void UseForClient(IClientBuilder client) => client.UseRedisClustering(options => options.ConfigurationOptions = Configuration);

    internal override async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            var probe = Configuration.Clone();
            (probe.AbortOnConnectFail, probe.ConnectRetry, probe.ConnectTimeout) = (true, 1, 2000);
            await using var connection = await ConnectionMultiplexer.ConnectAsync(probe).WaitAsync(cancellation).ConfigureAwait(false);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw Unreachable(Reason(exception), exception);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => "the server refuses the user or the password",
        RedisConnectionException or TimeoutException => "no Redis server answers there",
        _ => exception.Message,
    };
}
