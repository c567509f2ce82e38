using Npgsql;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Hosting;

/// <summary>A database of a PostgreSQL server; what Orleans needs is in a schema of its own.</summary>
internal sealed class PostgresAddress : ClusterAddress
{
    private const string Invariant = "Npgsql";
    private const string Script = "postgresql.sql";

    private readonly string _connection;

    private PostgresAddress(Uri uri, string database)
        : base(uri)
    {
        var (user, password) = Credentials();
        var connection = new NpgsqlConnectionStringBuilder { Host = uri.DnsSafeHost, Database = database, SearchPath = "stateflow", Timeout = 5 };
        if (uri.Port >= 0) connection.Port = uri.Port;
        if (user is not null) connection.Username = user;
        if (password is not null) connection.Password = password;
        _connection = connection.ConnectionString;
    }

    public static PostgresAddress Of(Uri uri) => Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) is { Length: > 0 } database && !database.Contains('/')
        ? new PostgresAddress(uri, database)
        : throw Wrong(uri, "the name of a database is missing");

    internal override void UseForSilo(ISiloBuilder silo) => silo
        .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, _connection))
        .AddAdoNetGrainStorage(StateFlowSilos.StorageName, options =>
        {
            (options.Invariant, options.ConnectionString) = (Invariant, _connection);
            options.InitStage = StorageStage;
            options.GrainStorageSerializer = StoredBytesSerializer.Instance;
        });

    internal override void UseForClient(IClientBuilder client) =>
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, _connection));

    internal override async Task PrepareAsync(CancellationToken cancellation)
    {
        using var script = new StreamReader(typeof(PostgresAddress).Assembly.GetManifestResourceStream(Script)!);
        try
        {
            await using var connection = new NpgsqlConnection(_connection);
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(await script.ReadToEndAsync(cancellation).ConfigureAwait(false), connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw Unreachable(exception.Message, exception);
        }
    }
}
