using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>A process that tests start, and kill if they have to.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string file, IEnumerable<string> arguments, string sign)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{file} ended before it was ready:\n{Output}"));
        _process.OutputDataReceived += (_, line) => Take(line.Data, sign);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, sign);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it has written by now.</summary>
    public string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Whether the command is installed.</summary>
    public static bool IsThere(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a process, and waits until it writes a line that says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string file, IEnumerable<string> arguments, string sign)
    {
        var process = new ServerProcess(file, arguments, sign);
        try
        {
            await process._ready.Task.WaitAsync(TimeSpan.FromMinutes(2));
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Runs a process to its end.</summary>
    public static async Task<ServerProcess> RunAsync(string file, IEnumerable<string> arguments)
    {
        var process = new ServerProcess(file, arguments, sign: "\0");
        await process._ready.Task.WaitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await process.WaitForExitAsync();
        return process;
    }

    /// <summary>Ends it without a chance to do anything (<c>kill -9</c>).</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends it a signal: TERM, STOP, CONT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Take(string? line, string sign)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
        if (line.Contains(sign, StringComparison.Ordinal)) _ready.TrySetResult();
    }
}
