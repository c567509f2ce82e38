using System.Text.Json;

namespace StateFlow.Cli.Tests;

/// <summary><c>stateflow jupyter</c>; the kernel itself has tests of its own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class JupyterTests
{
    private const string Kernel = "share/jupyter/kernels/stateflow";

    [Test]
    public void InstallsReplacesAndUninstalls()
    {
        using var folder = new TemporaryFolder();
        var kernel = Path.Combine(folder.Path, Kernel);

        var installed = folder.StateFlow("jupyter", "install", "--prefix", ".");
        Assert.That((installed.ExitCode, installed.Output), Is.EqualTo((0, $"Installed the kernel 'stateflow' in {kernel}\n")), () => installed.Errors);
        Assert.That(Directory.GetFiles(kernel).Select(Path.GetFileName), Is.EquivalentTo(new[] { "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg" }));

        Assert.That(folder.StateFlow("jupyter", "install", "--prefix", ".").Output, Is.EqualTo($"Replaced the kernel 'stateflow' in {kernel}\n"));
        Assert.That(folder.StateFlow("jupyter", "uninstall", "--prefix", ".").Output, Is.EqualTo($"Removed the kernel 'stateflow' from {kernel}\n"));
        Assert.That(Directory.Exists(kernel), Is.False);
    }

    [Test]
    public void TellsJupyterHowToStartIt()
    {
        using var folder = new TemporaryFolder();
        folder.StateFlow("jupyter", "install", "--prefix", ".", "--name", "second");

        var kernel = JsonElement.Parse(File.ReadAllText(Path.Combine(folder.Path, "share/jupyter/kernels/second/kernel.json")));

        var command = kernel.GetProperty("argv").EnumerateArray().Select(argument => argument.GetString()!).ToArray();
        Assert.That(File.Exists(command[0]));
        Assert.That(command[1..], Is.EqualTo(new[] { "jupyter", "run", "{connection_file}" }));
        Assert.That(kernel.GetProperty("display_name").GetString(), Is.EqualTo("StateFlow (second)"));
        Assert.That(kernel.GetProperty("language").GetString(), Is.EqualTo("stateflow"));
        Assert.That(kernel.GetProperty("interrupt_mode").GetString(), Is.EqualTo("message"));
        Assert.That(kernel.GetProperty("metadata").GetProperty("debugger").GetBoolean());
    }

    [Test]
    public void RefusesAFolderThatCannotBeWritten()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "");

        var result = folder.StateFlow("jupyter", "install", "--prefix", "file");

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0040: cannot install the kernel in '"));
    }

    [TestCase("install", "SF0040")]
    [TestCase("uninstall", "SF0041")]
    public void LeavesKernelsOfOthersAlone(string command, string code)
    {
        using var folder = new TemporaryFolder();
        var kernel = Directory.CreateDirectory(Path.Combine(folder.Path, Kernel)).FullName;
        File.WriteAllText(Path.Combine(kernel, "kernel.json"), """{"argv":["python"],"language":"python"}""");

        var result = folder.StateFlow("jupyter", command, "--prefix", ".");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith($"stateflow: error {code}: "));
        Assert.That(File.ReadAllText(Path.Combine(kernel, "kernel.json")), Does.Contain("\"python\""));
    }

    [Test]
    public void UninstallsOnlyWhatIsThere()
    {
        using var folder = new TemporaryFolder();

        var result = folder.StateFlow("jupyter", "uninstall", "--prefix", ".");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0041: no kernel of ours is installed in '"));
    }

    [Test]
    public void NeedsAnInstallationForItsPrefix()
    {
        using var folder = new TemporaryFolder();

        var result = StateFlowProcess.Run(["jupyter", "install", "--sys-prefix"], [], folder.Path, programs: folder.Path);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0042: no 'python3' is found and no virtual environment is active"));
    }

    [Test]
    public void RefusesAFileThatIsNoConnectionFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("connection.json", "{}");

        var result = folder.StateFlow("jupyter", "run", "connection.json");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Is.EqualTo("stateflow: error SF0043: 'connection.json' is not a connection file: it has no 'ip'\n"));
    }

    [TestCase("a command is missing. Known: install, uninstall, run", "jupyter")]
    [TestCase("unknown command 'instal'; did you mean 'install'?", "jupyter", "instal")]
    [TestCase("--user and --prefix are different places: give one of them", "jupyter", "install", "--user", "--prefix", ".")]
    [TestCase("--name takes small letters, digits, '-', '_' and '.', not 'A B'", "jupyter", "install", "--name", "A B")]
    public void SaysWhatIsWrongWithACommandLine(string message, params string[] arguments)
    {
        var result = StateFlowProcess.Run(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain(message));
        Assert.That(result.Errors, Does.Contain("Try 'stateflow jupyter"));
    }
}
