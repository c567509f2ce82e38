using System.Text;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary><c>stateflow repl</c> through a pipe.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReplTests
{
    /// <summary>
    /// Sessions as files: <c>&gt; </c> begins a submission, <c>- </c> goes on with it, <c>! </c> is text that must be among the errors,
    /// in this order; everything else is what standard output holds.
    /// </summary>
    public static IEnumerable<TestCaseData> Transcripts => Repository.Files("tests/Repl", "*.txt")
        .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Transcripts))]
    public void GivesWhatTheTranscriptShows(string file)
    {
        var input = new StringBuilder();
        var output = new StringBuilder();
        var errors = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            if (line is ['>' or '-', ' ', ..]) input.AppendLine(line[2..]);
            else if (line is ['!', ' ', .. var error]) errors.Add(error);
            else output.AppendLine(line);
        }

        var result = StateFlowProcess.RunWithInput(input.ToString(), "repl");

        Assert.That(result.Output, Is.EqualTo(output.ToString()), () => result.Errors);
        var at = 0;
        foreach (var error in errors)
        {
            at = result.Errors.IndexOf(error, at, StringComparison.Ordinal);
            Assert.That(at, Is.Not.Negative, () => $"`{error}` is not, or not in this order, in\n{result.Errors}");
            at += error.Length;
        }

        Assert.That(result.ExitCode, Is.EqualTo(result.Errors.Contains("error") ? 1 : 0));
    }

    [Test]
    public void StepsAsTheDocumentationShows()
    {
        var transcript = File.ReadAllText(Repository.PathOf("tests/Repl/race.txt")).Replace("\n! ", "\n");
        var section = File.ReadAllText(Repository.PathOf("docs/repl.md")).Split("\n## ").Single(part => part.StartsWith("Stepping"));
        var blocks = section.Split("```text\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();

        Assert.That(blocks, Is.Not.Empty);
        foreach (var block in blocks) Assert.That(transcript, Does.Contain(block));
    }

    [Test]
    public void ABreakpointStopsALoadedFileToo()
    {
        var result = StateFlowProcess.RunWithInput($":break shop.sf:32\n:load {Repository.PathOf("samples/shop.sf")}\namount\n:break -1\n:continue\n", "repl");

        Assert.That(result.Output, Does.StartWith("breakpoint 1: shop.sf:32\nbreakpoint 1: "), () => result.Errors);
        Assert.That(result.Output, Does.Contain("User(\"ann\").BuyItem, block b0, in a transaction\n->   32 ").And.Contain("\n2\nbought: true").And.Contain("val apple"));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [TestCase("break", ":break User.BuyItem if amount > 1")]
    [TestCase("step", ":step over")]
    [TestCase("back", ":back event")]
    [TestCase("continue", "Ctrl-C pauses")]
    [TestCase("stop", "as it was before")]
    [TestCase("frames", ":frames")]
    public void ExplainsSteppingWithExamples(string command, string part)
    {
        var result = StateFlowProcess.RunWithInput($":help {command}\n", "repl");

        Assert.That(result.Output, Does.Contain(part).And.Contain("Example"));
    }

    [Test]
    public void WritesNoEscapeSequencesThroughAPipe()
    {
        var result = StateFlowProcess.RunWithInput("1 + 1\nlet x = y\n:help\n", "repl");

        Assert.That(result.Output + result.Errors, Does.Not.Contain("\e"));
        Assert.That(result.Errors, Does.Contain("  let x = y\n          ^\n"));
    }

    [Test]
    public void RunsFilesFirst()
    {
        var result = StateFlowProcess.RunWithInput("apple.Stock\n", "repl", "--quiet", Repository.PathOf("samples/shop.sf"));

        Assert.That(result.ExitCode, Is.Zero, () => result.Errors);
    }

    [Test]
    public void SavesASessionAndGoesOnWithIt()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "counter.json");
        const string counter = "entity Counter(name: string) =\n    key name\n    let mutable count = 0\n    member this.Next() : int =\n        count <- count + 1\n        count\n";

        StateFlowProcess.RunWithInput($"{counter}let c = Counter(\"a\")\nc.Next()\n:save {file}\n", "repl");
        var result = StateFlowProcess.RunWithInput($":load {file}\nc.Next()\n", "repl");

        Assert.That(result.Output, Is.EqualTo("val it : int = 2\n"), () => result.Errors);
    }

    [Test]
    public void RefusesADamagedSession()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "damaged.json");
        File.WriteAllText(file, "{ \"schema\": 1");

        var result = StateFlowProcess.RunWithInput($":load {file}\n", "repl");

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Errors, Does.Contain("SF0033"));
    }

    [TestCase(":graph", "User")]
    [TestCase(":graph calls", "[BuyItem] transactional")]
    [TestCase(":graph method User.BuyItem", "UpdateStock")]
    [TestCase(":ir User.BuyItem", "UpdateStock")]
    [TestCase(":ir --json", "\"schema\"")]
    [TestCase(":trace apple.Stock", "Item(\"apple\")")]
    [TestCase(":help graph", ":graph method User.BuyItem --open")]
    [TestCase(":engine", "interpreter")]
    public void ShowsTheProgram(string command, string part)
    {
        var result = StateFlowProcess.RunWithInput($"{command}\n", "repl", "--quiet", Repository.PathOf("samples/shop.sf"));

        Assert.That(result.Output, Does.Contain(part), () => result.Errors);
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void ForgetsOnReset()
    {
        var result = StateFlowProcess.RunWithInput("let x = 1\n:reset\nx\n:quit\nignored\n", "repl");

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "val x : int = 1\n")));
    }

    [Test]
    public void AnswersToALargePaste()
    {
        var result = StateFlowProcess.RunWithInput($"let x = [{string.Concat(Enumerable.Repeat(" 1234567;\n", 1_100_000))}]\n1 + 1\n", "repl");

        Assert.That(result.Errors, Does.Contain("SF0113"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }
}
