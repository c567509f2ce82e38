using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace StateFlow.Jupyter.Tests;

/// <summary>The installed kernel with Jupyter's own client; skipped where that is missing.</summary>
public sealed class JupyterClientTests
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stateflow.exe" : "stateflow");

    private JsonElement _session;

    [OneTimeSetUp]
    public void RunSession()
    {
        if (FindPython() is not { } python)
        {
            Assert.Ignore("no python3 with jupyter_client is installed");
            return;
        }

        var prefix = Directory.CreateTempSubdirectory("stateflow-test-").FullName;
        try
        {
            var installed = Run(Executable, ["jupyter", "install", "--prefix", prefix], prefix);
            Assert.That(installed.ExitCode, Is.Zero, () => installed.Errors);

            var session = Run(python, [Path.Combine(AppContext.BaseDirectory, "kernel_session.py")], prefix);
            Assert.That(session.ExitCode, Is.Zero, () => session.Errors);
            TestContext.Progress.WriteLine(session.Errors);
            _session = JsonElement.Parse(session.Output);
        }
        finally
        {
            Directory.Delete(prefix, recursive: true);
        }
    }

    [Test]
    public void DescribesItself()
    {
        var info = _session.GetProperty("info");

        Assert.That(info.GetProperty("language_info").GetProperty("name").GetString(), Is.EqualTo("stateflow"));
        Assert.That(info.GetProperty("status").GetString(), Is.EqualTo("ok"));
    }

    [TestCase("value", "21")]
    [TestCase("print", "1\n2\n3\n")]
    [TestCase("after_interrupt", "20")]
    public void RunsCells(string cell, string output)
    {
        Assert.That(_session.GetProperty(cell).GetProperty("output").GetString(), Does.Contain(output));
        Assert.That(_session.GetProperty(cell).GetProperty("status").GetString(), Is.EqualTo("ok"));
    }

    [TestCase("error")]
    [TestCase("after_restart")]
    public void TellsWhatIsWrong(string cell)
    {
        Assert.That(_session.GetProperty(cell).GetProperty("status").GetString(), Is.EqualTo("error"));
        Assert.That(_session.GetProperty(cell).GetProperty("error").GetString(), Does.StartWith("SF02"));
    }

    [Test]
    public void Completes()
    {
        var reply = _session.GetProperty("complete_name");

        Assert.That(reply.GetProperty("matches").EnumerateArray().Select(match => match.GetString()), Does.Contain("veryLong"));
        Assert.That((reply.GetProperty("cursor_start").GetInt32(), reply.GetProperty("cursor_end").GetInt32()), Is.EqualTo((17, 22)));
        Assert.That(_session.GetProperty("complete").GetProperty("cursor_start").GetInt32(), Is.EqualTo(8));
    }

    [Test]
    public void Inspects() =>
        Assert.That(_session.GetProperty("inspect").GetProperty("data").GetProperty("text/plain").GetString(), Does.Contain("int"));

    [Test]
    public void TellsWhetherMoreIsNeeded() => Assert.That(
        _session.GetProperty("is_complete").EnumerateArray().Select(reply => reply.GetProperty("status").GetString()),
        Is.EqualTo(new[] { "complete", "incomplete" }));

    [Test]
    public void RemembersCells() =>
        Assert.That(_session.GetProperty("history").GetProperty("history")[0][2].GetString(), Is.EqualTo("y + 1"));

    [Test]
    public void IsInterrupted() => Assert.That(_session.GetProperty("interrupted").GetProperty("ename").GetString(), Is.EqualTo("Interrupted"));

    [Test]
    public void EndsWhenAskedTo() => Assert.That(_session.GetProperty("ended").GetBoolean());

    private static string? FindPython() => ((string[])["python3", "/usr/bin/python3", "python"]).FirstOrDefault(HasClient);

    private static bool HasClient(string python)
    {
        try
        {
            return Run(python, ["-c", "import jupyter_client"], "").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }

    /// <param name="prefix">Where the kernel is installed.</param>
    private static (int ExitCode, string Output, string Errors) Run(string program, string[] arguments, string prefix)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_PATH"] = Path.Combine(prefix, "share", "jupyter");
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
