using System.Diagnostics;

namespace StateFlow.Cli.Tests;

/// <summary>Exit codes and streams of programs that are right, wrong, or fail.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RunTests
{
    private const string Endless = "while true do\n    printfn \"again\"\n";

    [Test]
    public void PrintsBeforeItFails()
    {
        var result = StateFlowProcess.RunWithInput("printfn \"before\"\nfailwith \"no more\"\nprintfn \"after\"\n", "run", "-");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Is.EqualTo("before\n"));
            Assert.That(result.Errors, Does.StartWith("stdin(2,1): error: no more\n"));
            Assert.That(result.ExitCode, Is.EqualTo(1));
        }
    }

    [TestCase("run")]
    [TestCase("check")]
    [TestCase("ir")]
    public void ReportsAllErrorsAndDoesNothingElse(string command)
    {
        var result = StateFlowProcess.RunWithInput("printfn \"before\"\nlet a : int = \"x\"\nlet b : int = true\n", command, "-");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Errors, Does.Match("^stdin\\(2,15\\): error SF\\d{4}: .*\nstdin\\(3,15\\): error SF\\d{4}: .*\n$"));
            Assert.That(result.ExitCode, Is.EqualTo(1));
        }
    }

    [TestCase("run", "one\n")]
    [TestCase("check", "")]
    public void WarnsWithoutFailing(string command, string output)
    {
        var result = StateFlowProcess.RunWithInput("match 1 with\n| 1 -> printfn \"one\"\n", command, "-");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Is.EqualTo(output));
            Assert.That(result.Errors, Does.Match("^stdin\\(\\d+,\\d+\\): warning SF\\d{4}: .*\n$"));
            Assert.That(result.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void NamesTheFileThatIsWrong()
    {
        using var folder = new TemporaryFolder();
        folder.Write("right.sf", "let x = 1\n");
        folder.Write("wrong.sf", "let y : string = x\n");

        Assert.That(folder.StateFlow("check", "right.sf", "wrong.sf").Errors, Does.StartWith("wrong.sf(1,18): error"));
    }

    [Test]
    public void LimitsTheDepthOfCalls()
    {
        const string Descent = "let rec down (n: int) : int = if n = 0 then 0 else 1 + down (n - 1)\nprintfn \"%d\" (down 500)\n";

        Assert.That(StateFlowProcess.RunWithInput(Descent, "run", "-", "--max-depth", "1000").Output, Is.EqualTo("500\n"));
        var tooDeep = StateFlowProcess.RunWithInput(Descent, "run", "-", "--max-depth", "100");
        Assert.That(tooDeep.Errors, Does.Contain("depth").IgnoreCase);
        Assert.That(tooDeep.ExitCode, Is.EqualTo(1));
    }

    [TestCase(50_000)]
    [TestCase(2_000_000)]
    public void SurvivesDeepNesting(int depth)
    {
        var result = StateFlowProcess.RunWithInput($"let x = {new string('(', depth)}1{new string(')', depth)}\n", "check", "-");

        Assert.That(result.ExitCode, Is.AnyOf(0, 1));
        Assert.That(result.Errors, Is.Empty.Or.Match("^stdin\\(1,\\d+\\): error SF\\d{4}: "));
    }

    [Test]
    public void PrintsALotWhole()
    {
        var result = StateFlowProcess.RunWithInput("for i in 1 .. 100000 do\n    printfn \"%d\" i\n", "run", "-");

        Assert.That(result.Output, Is.EqualTo(string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i}\n"))));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void EndsWhenNobodyReadsAnyMore()
    {
        using var process = StateFlowProcess.Start(["run", "-"]);
        process.StandardInput.Write(Endless);
        process.StandardInput.Close();
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("again"));
        process.StandardOutput.Close();

        Assert.That(process.WaitForExit(TimeSpan.FromMinutes(1)), Is.True);
        Assert.That(process.StandardError.ReadToEnd(), Is.Empty);
    }

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    [Platform(Exclude = "Win")]
    public void EndsOnASignal(string signal, int exitCode)
    {
        using var process = StateFlowProcess.Start(["run", "-"]);
        process.StandardInput.Write(Endless);
        process.StandardInput.Close();
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("again"));
        using (var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"])) kill.WaitForExit();

        // Read on, as a terminal would: a full pipe would keep it from ending.
        var rest = process.StandardOutput.ReadToEndAsync();
        Assert.That(process.WaitForExit(TimeSpan.FromMinutes(1)), Is.True);
        Assert.That(process.ExitCode, Is.EqualTo(exitCode));
        Assert.That(process.StandardError.ReadToEnd(), Is.Empty);
        Assert.That(rest.Result.EndsWith("again\n"), Is.True);
    }

    [Test]
    [Platform(Include = "Linux")]
    public void SaysThatTheOutputCannotBeWritten()
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"'{AppContext.BaseDirectory}/stateflow' run - > /dev/full"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        shell.StandardInput.Write("printfn \"lost\"");
        shell.StandardInput.Close();

        Assert.That(shell.StandardError.ReadToEnd(), Does.Match("^stateflow: error SF0010: cannot write the output: [^\n]*\n$"));
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.EqualTo(1));
    }
}
