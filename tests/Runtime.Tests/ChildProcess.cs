using System.Diagnostics;

namespace StateFlow.Runtime.Tests;

/// <summary>What runs when a test starts this assembly as a process of its own, to kill it.</summary>
internal static class ChildProcess
{
    public static Task<int> Main(string[] arguments) => arguments switch
    {
        ["append", var directory] => Durability.Appender.RunAsync(directory),
        ["bank", var directory, var workers, var snapshotInterval, var first] => Crashes.BankClients.RunAsync(directory, workers, snapshotInterval, first),
        _ => Task.FromResult(1),
    };

    /// <summary>Starts this assembly.</summary>
    /// <param name="fileLimit">How large a file may grow, in units of a kilobyte; the write that would exceed it fails, as on a full disk.</param>
    public static Process Start(int? fileLimit, params string[] arguments)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var start = fileLimit is null
            ? new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments])
            : new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {fileLimit}; exec dotnet exec \"$@\"", "bash", assembly, .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = fileLimit is not null;
        // Without it the runtime maps a file for its code that is larger than the limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
