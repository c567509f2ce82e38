using System.Net;
using System.Net.Sockets;
using StateFlow.Jupyter.Connection;
using StateFlow.Notebooks;

namespace StateFlow.Jupyter.Tests;

/// <summary>A kernel on free ports of this machine.</summary>
internal sealed class RunningKernel : IDisposable
{
    public const string Key = "0a1b2c3d-secret";

    private const int Attempts = 10;

    private readonly StringWriter _log = new();
    private readonly JupyterKernel _kernel;

    /// <param name="open">Opens another notebook than the scripted one.</param>
    public RunningKernel(string key = Key, Func<ISubmissionRunner, INotebook>? open = null)
    {
        (Connection, _kernel) = Listen(key, open ?? (_ => Notebook));
        Ended = Task.Factory.StartNew(_kernel.Run, TaskCreationOptions.LongRunning);
    }

    public ConnectionFile Connection { get; }

    public ScriptedNotebook Notebook { get; } = new();

    /// <summary>Done when a host has ended the kernel.</summary>
    public Task Ended { get; }

    public int WaitingCount => _kernel.WaitingCount;

    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>A host that gets all publications from now on.</summary>
    public Host Connect(string? key = null) => new(Connection, key ?? Connection.Key);

    public void Dispose()
    {
        _kernel.Stop();
        Ended.Wait();
        _kernel.Dispose();
    }

    public static ImmutableArray<int> FreePorts(int count)
    {
        ImmutableArray<TcpListener> listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners) listener.Start();
        ImmutableArray<int> ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }

    private (ConnectionFile, JupyterKernel) Listen(string key, Func<ISubmissionRunner, INotebook> open)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = FreePorts(5);
            var connection = new ConnectionFile("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key);
            try
            {
                return (connection, new JupyterKernel(connection, open, TextWriter.Synchronized(_log)));
            }
            catch (ConnectionException) when (attempt < Attempts)
            {
                // Somebody else took a port in the meantime.
            }
        }
    }
}
