using System.Diagnostics;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Tests;

/// <summary><c>stateflow jupyter run</c> as a process.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KernelProcessTests
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stateflow.exe" : "stateflow");

    [Test]
    [Platform(Exclude = "Win")]
    public void EndsWhenItsHostIsGone()
    {
        using var host = Process.Start(new ProcessStartInfo(Executable, "--version") { RedirectStandardOutput = true })!;
        host.WaitForExit();
        var ports = RunningKernel.FreePorts(5);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString());

        var start = new ProcessStartInfo(Executable, ["jupyter", "run", file]) { RedirectStandardError = true };
        start.Environment["JPY_PARENT_PID"] = $"{host.Id}";
        using var kernel = Process.Start(start)!;
        var hasEnded = kernel.WaitForExit(TimeSpan.FromMinutes(2));
        if (!hasEnded) kernel.Kill();
        File.Delete(file);

        Assert.That(hasEnded);
        Assert.That((kernel.ExitCode, kernel.StandardError.ReadToEnd()), Is.EqualTo((0, "")));
    }
}
