using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Hosting;
using Program = StateFlow.Language.IR.Program;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>Silos in processes of their own, and the storage that they share.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    /// <summary>A stack of frames travels with each call between processes, so that a recursion costs the square of its depth.</summary>
    public const int MaxDepth = 500;

    private readonly IStorageServer _storage;
    private readonly ImmutableArray<string> _files;
    private readonly List<ServerProcess> _silos = [];

    private TestCluster(IStorageServer storage, ImmutableArray<string> files) => (_storage, _files) = (storage, files);

    public IStorageServer Storage => _storage;

    public IReadOnlyList<ServerProcess> Silos => _silos;

    public ClusterAddress Address => ClusterAddress.Parse(_storage.Address);

    /// <param name="files">The programs that each silo runs.</param>
    public static async Task<TestCluster> StartAsync(IStorageServer storage, int silos, ImmutableArray<string> files)
    {
        var cluster = new TestCluster(storage, files);
        await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddSiloAsync()));
        return cluster;
    }

    /// <summary>Starts one more silo.</summary>
    /// <param name="files">Its programs; without them, those of the others.</param>
    public async Task<ServerProcess> AddSiloAsync(params ImmutableArray<string> files)
    {
        var silo = await StartSiloAsync(_storage.Address, files.IsDefaultOrEmpty ? _files : files);
        lock (_silos) _silos.Add(silo);
        return silo;
    }

    /// <summary>Kills a silo; it is not started again.</summary>
    public void Kill(ServerProcess silo)
    {
        silo.Kill();
        lock (_silos) _silos.Remove(silo);
        silo.Dispose();
    }

    /// <summary>Has a silo leave the cluster.</summary>
    public async Task EndAsync(ServerProcess silo)
    {
        silo.Signal("TERM");
        await silo.WaitForExitAsync();
        lock (_silos) _silos.Remove(silo);
        silo.Dispose();
    }

    /// <summary>A client of the applications.</summary>
    public async Task<IHost> ConnectAsync(IEnumerable<(string Application, Program Program)> programs, TimeSpan timeout)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client =>
        {
            client.UseStateFlowCluster(Address);
            foreach (var (application, program) in programs) client.AddStateFlow(program, options => (options.Application, options.CallTimeout, options.MaxDepth) = (application, timeout, MaxDepth));
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts a silo as users do.</summary>
    public static Task<ServerProcess> StartSiloAsync(string address, IEnumerable<string> files) => ServerProcess.StartAsync("dotnet", Arguments(address, files), " is ready");

    /// <summary>Starts a silo that should be refused, and waits until it has ended.</summary>
    public Task<ServerProcess> RunRefusedSiloAsync(string file) => ServerProcess.RunAsync("dotnet", Arguments(_storage.Address, [file]));

    public static Program Compile(string file)
    {
        var compilation = Compiler.Compile([new SourceText(Path.GetFileName(file), File.ReadAllText(file))]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }

    private static string[] Arguments(string address, IEnumerable<string> files) =>
        [Path.Combine(AppContext.BaseDirectory, "stateflow.dll"), "silo", .. files, "--cluster", address, "--silo-port", "0", "--gateway-port", "0", "--max-depth", $"{MaxDepth}", "--log-level", "warning"];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            TestContext.Out.WriteLine($"silo {silo.Id}:\n{silo.Output}");
            silo.Dispose();
        }

        await _storage.DisposeAsync();
    }
}
