using System.Diagnostics;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>A PostgreSQL server of its own, on a free port.</summary>
internal sealed class PostgreSqlServer : IStorageServer
{
    private const string User = "postgres";

    private readonly ServerProcess _process;
    private readonly DirectoryInfo _directory;
    private readonly int _port;

    private PostgreSqlServer(ServerProcess process, DirectoryInfo directory, int port) => (_process, _directory, _port) = (process, directory, port);

    public string Address => $"postgres://{User}@127.0.0.1:{_port}/postgres";

    /// <summary>Whether this process may not be the server: it refuses to run as root.</summary>
    private static bool IsRoot => Environment.UserName == "root";

    public static async Task<PostgreSqlServer> StartAsync()
    {
        if (Programs() is not { } programs)
        {
            Assert.Ignore("PostgreSQL is not installed");
            return null!;
        }

        var directory = Directory.CreateTempSubdirectory("stateflow-postgres-");
        var data = Path.Combine(directory.FullName, "data");
        if (IsRoot) Run("chown", User, directory.FullName);
        Run(AsServer([Path.Combine(programs, "initdb"), "-D", data, "-U", User, "-A", "trust", "--no-sync"]));
        var port = ServerProcess.FreePort();
        var start = AsServer([Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={directory.FullName}", "-c", "max_connections=400"]);
        var process = await ServerProcess.StartAsync(start[0], start[1..], "ready to accept connections");
        return new PostgreSqlServer(process, directory, port);
    }

    public IDisposable Cut() => throw new NotSupportedException("its connections are processes of their own");

    public async ValueTask DisposeAsync()
    {
        // Without waiting for connections that somebody keeps for later.
        _process.Signal("INT");
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
        : null;

    private static string[] AsServer(string[] command) => IsRoot ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups", .. command] : command;

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]}: {errors.Result}");
    }
}
