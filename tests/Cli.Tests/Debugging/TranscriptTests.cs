using System.Diagnostics;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests.Debugging;

/// <summary>Sessions of the debugger as files: the program in the first line, then what it shows, with the commands after prompts.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TranscriptTests
{
    private const string Prompt = "> ";

    private static readonly string Folder = Path.Combine("tests", "Debugger");

    public static IEnumerable<TestCaseData> Transcripts =>
        Repository.Files(Folder, "*.txt").Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Transcripts))]
    public void Is_what_the_commands_show(string file)
    {
        var lines = File.ReadAllLines(file);
        var commands = lines.Where(line => line.StartsWith(Prompt)).Select(line => line[Prompt.Length..] + "\n").ToList();
        Assert.That(commands, Is.Not.Empty);

        var result = StateFlowProcess.Run(["debug", .. lines[0].TrimStart('#').Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            System.Text.Encoding.UTF8.GetBytes(string.Concat(commands)), Repository.PathOf(Folder));

        Assert.That(result.Output, Is.EqualTo(string.Concat(lines.Skip(1).Select(line => line + "\n"))));
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void An_interrupt_pauses_what_runs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("endless.sf", "let mutable n = 0\nwhile true do\n    n <- n + 1\n");
        using var process = StateFlowProcess.Start(["debug", "endless.sf"], folder.Path);
        process.StandardInput.Write("continue\nprint 1 + 1\nquit\n");
        process.StandardInput.Close();
        while (process.StandardOutput.ReadLine() is not "> continue")
        {
        }

        using (var kill = Process.Start("kill", ["-s", "INT", $"{process.Id}"])) kill.WaitForExit();
        Assert.That(process.StandardOutput.ReadToEnd(), Does.StartWith("paused\n").And.Contain("> print 1 + 1\n2\n> quit\n"));
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [TestCase("going-back")]
    [TestCase("race")]
    [TestCase("repaired")]
    [TestCase("found-race")]
    [TestCase("found-fault")]
    public void Stands_in_the_documentation(string transcript)
    {
        var lines = File.ReadAllLines(Repository.PathOf(Folder, $"{transcript}.txt")).Skip(1);

        Assert.That(File.ReadAllText(Repository.PathOf("docs", "debugger.md")), Does.Contain($"```text\n{string.Join('\n', lines)}\n```"));
    }
}
