using System.Text;

namespace StateFlow.Cli.Tests;

/// <summary>Where a program's text comes from, and what is said when there is none to be had.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InputTests
{
    private const string Greeting = "printfn \"hello\"\n";

    [Test]
    public void ReadsStandardInput() => AssertPrints("hello\n", StateFlowProcess.RunWithInput(Greeting, "run", "-"));

    [Test]
    public void TakesSeveralFilesInOrder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.sf", "let double (x: int) : int = 2 * x\nprintfn \"first\"\n");
        folder.Write("b.sf", "printfn \"%d\" (double 21)\n");

        AssertPrints("first\n42\n", folder.StateFlow("run", "a.sf", "b.sf"));
    }

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("// nothing but a comment")]
    public void RunsAnEmptyProgram(string text)
    {
        using var folder = new TemporaryFolder();
        AssertPrints("", folder.StateFlow("run", folder.Write("empty.sf", text)));
    }

    [TestCase("byte order mark", "\uFEFFprintfn \"hello\"\n")]
    [TestCase("lines that end in CR LF", "let x = \"hello\"\r\nprintfn $\"{x}\"\r\n")]
    [TestCase("no last line end", "printfn \"hello\"")]
    public void ReadsTextAsEditorsSaveIt(string what, string text)
    {
        using var folder = new TemporaryFolder();
        AssertPrints("hello\n", folder.StateFlow("run", folder.Write($"{what}.sf", text)));
    }

    [Test]
    public void WritesUtf8WithoutAMark() =>
        Assert.That(StateFlowProcess.RunWithInput("printfn \"grüße €\"", "run", "-").OutputBytes, Is.EqualTo(Encoding.UTF8.GetBytes("grüße €\n")));

    [Test]
    public void TakesAFileThatLooksLikeAnOptionAfterTwoDashes()
    {
        using var folder = new TemporaryFolder();
        AssertPrints("hello\n", folder.StateFlow("run", "--", folder.Write("-x.sf", Greeting)));
    }

    [Test]
    public void RefusesAMissingFile() => AssertRefuses("SF0001: cannot read 'missing.sf': it does not exist", StateFlowProcess.Run("run", "missing.sf"));

    [Test]
    public void RefusesAnEmptyName() => AssertRefuses("SF0001: cannot read '': it does not exist", StateFlowProcess.Run("run", ""));

    [Test]
    public void RefusesAFolder()
    {
        using var folder = new TemporaryFolder();
        AssertRefuses($"SF0002: cannot read '{folder.Path}': it is a directory", StateFlowProcess.Run("check", folder.Path));
    }

    [Test]
    [Platform(Include = "Linux")]
    public void RefusesWhatCannotBeRead() =>
        AssertRefuses("SF0003: cannot read '/proc/self/mem': ", StateFlowProcess.Run("run", "/proc/self/mem"));

    [Test]
    public void RefusesMoreThanAnybodyWrites()
    {
        using var folder = new TemporaryFolder();
        folder.Write("huge.sf", Encoding.ASCII.GetBytes(new string(' ', 65 * 1024 * 1024)));
        AssertRefuses("SF0004: cannot read 'huge.sf': it is larger than 64 MB", folder.StateFlow("check", "huge.sf"));
    }

    [Test]
    public void RefusesOtherEncodings()
    {
        using var folder = new TemporaryFolder();
        folder.Write("latin1.sf", Encoding.Latin1.GetBytes("let a = 1\nlet b = \"é\"\n"));
        folder.Write("utf16.sf", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Greeting)]);

        AssertRefuses("SF0005: cannot read 'latin1.sf': it is not UTF-8 text: line 2 holds the byte 0xE9", folder.StateFlow("run", "latin1.sf"));
        AssertRefuses("SF0005: cannot read 'utf16.sf': it is UTF-16 text; save it as UTF-8", folder.StateFlow("run", "utf16.sf"));
    }

    [Test]
    public void RefusesABinaryFile()
    {
        using var folder = new TemporaryFolder();
        AssertRefuses("SF0006: cannot read 'x.dll': it is a binary file", folder.StateFlow("run", folder.Write("x.dll", [0x4D, 0x5A, 0, 0, 1])));
    }

    [Test]
    public void RefusesTheSameFileTwice()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.sf", Greeting);

        AssertRefuses("SF0007: 'a.sf' is given twice", folder.StateFlow("run", "a.sf", "./a.sf"));
        AssertRefuses("SF0007: '-' is given 3 times", folder.StateFlow("run", "-", "-", "-"));
    }

    [Test]
    public void ReportsEveryFileThatCannotBeRead()
    {
        var result = StateFlowProcess.Run("run", "one.sf", "two.sf");
        Assert.That(result.Errors.Split('\n'), Has.Length.EqualTo(3).And.Some.Contains("'one.sf'").And.Some.Contains("'two.sf'"));
    }

    [TestCase("SF0008: 'broken.json' is not a program in IR form", "broken.json")]
    [TestCase("SF0009: 'good.json' is a program in IR form, which takes no other files with it", "good.json", "a.sf")]
    public void RefusesWhatIsNotOneProgramInIrForm(string expected, params string[] files)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.sf", Greeting);
        folder.Write("good.json", folder.StateFlow("ir", "a.sf").OutputBytes);
        folder.Write("broken.json", "{ \"schema\": [");

        AssertRefuses(expected, folder.StateFlow(["run", .. files]));
    }

    [Test]
    public void AnswersToALineOfFiftyMegabytes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sum.sf", Encoding.ASCII.GetBytes("let x = 1" + string.Concat(Enumerable.Repeat(" + 1", 50 * 1024 * 1024 / 4))));

        var result = folder.StateFlow("check", "sum.sf");

        Assert.That(result.ExitCode, Is.AnyOf(0, 1));
        Assert.That(result.Errors, Is.Empty.Or.Match("error SF\\d{4}: "));
    }

    private static void AssertPrints(string expected, ProcessResult result) =>
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo((expected, "", 0)));

    private static void AssertRefuses(string expected, ProcessResult result)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Errors, Does.StartWith($"stateflow: error {expected}"));
            Assert.That(result.Errors, Does.Match("^[^\n]*\n$"), "one line");
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.ExitCode, Is.EqualTo(1));
        }
    }
}
