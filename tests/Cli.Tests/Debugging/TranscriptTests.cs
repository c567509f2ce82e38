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
