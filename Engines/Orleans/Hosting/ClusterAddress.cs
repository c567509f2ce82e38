using System.Net;

namespace StateFlow.Orleans.Hosting;

/// <summary>Where a cluster keeps its members and the states of its entities.</summary>
/// <example>
/// <code>
/// var address = ClusterAddress.Parse("redis://localhost:6379");
/// </code>
/// </example>
public abstract class ClusterAddress
{
    private const string Examples = "`redis://localhost:6379`, `redis://localhost:6379/1`, `rediss://:password@cache.example.com:6380` or `postgres://user:password@localhost:5432/database`";

    /// <summary>When a silo opens the storage: right after it is known that it can be used, and before the silo does anything else.</summary>
    internal const int StorageStage = ServiceLifecycleStage.First + 1;

    private protected ClusterAddress(Uri uri) => Uri = uri;

    /// <summary>Whether it is on this machine, as seen from this machine alone.</summary>
    public bool IsLoopback => Uri.IsLoopback || (IPAddress.TryParse(Uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private protected Uri Uri { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; the message shows some.</exception>
    public static ClusterAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) throw Wrong(text, "it is no address");
        if (uri.Query.Length + uri.Fragment.Length > 0) throw Wrong(text, "it has more than host, port and database");
        return uri.Scheme switch
        {
            "redis" => RedisAddress.Of(uri, isEncrypted: false),
            "rediss" => RedisAddress.Of(uri, isEncrypted: true),
            "postgres" or "postgresql" => PostgresAddress.Of(uri),
            var scheme => throw Wrong(text, $"`{scheme}` is no kind of storage that is known"),
        };
    }

    /// <summary>The address without a password, for messages.</summary>
    public sealed override string ToString()
    {
        var user = Uri.UserInfo.Split(':')[0];
        return $"{Uri.Scheme}://{(user.Length > 0 ? $"{user}@" : "")}{Uri.Authority}{Uri.AbsolutePath.TrimEnd('/')}";
    }

    internal abstract void UseForSilo(ISiloBuilder silo);

    internal abstract void UseForClient(IClientBuilder client);

    /// <summary>Makes sure that it can be reached, and that everything is there that a silo needs.</summary>
    /// <exception cref="StorageUnreachableException">It cannot.</exception>
    internal abstract Task PrepareAsync(CancellationToken cancellation);

    private protected static FormatException Wrong(Uri uri, string reason) => Wrong(uri.OriginalString, reason);

    private protected StorageUnreachableException Unreachable(string reason, Exception exception) =>
        new($"cannot use {this}: {reason.Split('\n')[0].TrimEnd('.', '\r')}", exception);

    private protected (string? User, string? Password) Credentials()
    {
        var parts = Uri.UserInfo.Split(':', 2);
        return (Part(parts[0]), parts.Length > 1 ? Part(parts[1]) : null);

        static string? Part(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
    }

    private static FormatException Wrong(string text, string reason) => new($"'{text}' is not the address of a cluster: {reason}. Expected something like {Examples}");
}
