using System.Text.Json.Nodes;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary>What <c>stateflow explore</c> says, draws and gives as exit code.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExploreTests
{
    private static readonly string DoubleSpending = Repository.PathOf("tests", "Programs", "races", "double-spending.sf");

    private static readonly string DoubleDeposit = Repository.PathOf("tests", "Programs", "races", "double-deposit.sf");

    [Test]
    public void TellsTheCallsAndTheInterleaving()
    {
        var result = StateFlowProcess.Run("explore", DoubleSpending);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Does.StartWith($"{DoubleSpending}(27,19): not serializable: "));
            Assert.That(result.Output, Does.Contain("User(\"ann\").balance is -20; in serial orders 40\n"));
            Assert.That(result.Output, Does.Contain("call 2: User(\"ann\").BuyItem(1, Item(\"laptop\")), started at"));
            Assert.That(result.Output, Does.Contain("User(\"ann\") is answered true by Item(\"laptop\"); balance 40 -> -20\n"));
            Assert.That(result.Output, Does.Contain("The search is complete"));
            Assert.That(result.Errors, Is.Empty);
            Assert.That(result.ExitCode, Is.EqualTo(1));
        }
    }

    [Test]
    public void FindsNothingInTheRepairedProgram()
    {
        var result = StateFlowProcess.Run("explore", Path.ChangeExtension(DoubleSpending, ".repaired.sf"));

        Assert.That(result.Output, Does.StartWith("Nothing found.\n"));
        Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("", 0)));
    }

    [Test]
    public void SaysThatAProgramWithoutConcurrencyHasOneInterleaving()
    {
        var result = StateFlowProcess.RunWithInput("printfn \"hello\"", "explore", "-");

        Assert.That(result.Output, Does.Contain("it has one interleaving"));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void ReportsAsJson()
    {
        var result = StateFlowProcess.Run("explore", DoubleSpending, "--json");

        var report = JsonNode.Parse(result.Output)!;
        var finding = report["findings"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)finding["kind"]!, Is.EqualTo("nonSerializable"));
            Assert.That((int)finding["line"]!, Is.EqualTo(27));
            Assert.That(finding["schedule"]!["choices"]!.AsArray(), Has.Count.EqualTo(finding["interleaving"]!.AsArray().Count + 4));
            Assert.That((bool)report["isComplete"]!, Is.True);
            Assert.That(result.ExitCode, Is.EqualTo(1));
        }
    }

    [TestCase("race.svg", "<svg")]
    [TestCase("race.html", "<!DOCTYPE html>")]
    [TestCase("race.mmd", "flowchart")]
    public void DrawsTheInterleaving(string file, string beginning)
    {
        using var folder = new TemporaryFolder();

        folder.StateFlow("explore", DoubleSpending, "-o", file);
        folder.StateFlow("explore", DoubleDeposit, "--faults", "1", "--delivery", "at-least-once", "-o", $"faulty-{file}");

        Assert.That(File.ReadAllText(Path.Combine(folder.Path, file)), Does.StartWith(beginning).IgnoreCase);
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, $"faulty-{file}")), Does.StartWith(beginning).IgnoreCase);
    }

    [TestCase("exactly-once", 0, "Nothing found.")]
    [TestCase("at-least-once", 1, "Account(\"ann\").balance is 20; in serial orders 10")]
    public void ShowsWhatTheGuaranteeIsWorth(string guarantee, int exitCode, string expected)
    {
        var result = StateFlowProcess.Run("explore", DoubleDeposit, "--faults", "1", "--delivery", guarantee);

        Assert.That(result.Output, Does.Contain(expected));
        Assert.That(result.ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public void SaysWhichLimitEndedTheSearch()
    {
        var result = StateFlowProcess.Run("explore", DoubleSpending, "--max-states", "5", "--random-runs", "20", "--seed", "3");

        Assert.That(result.Output, Does.Contain("it ended at --max-states 5. After that 20 random runs, seed 3."));
    }

    [Test]
    public void RecordsAFindingForTheDebugger()
    {
        using var folder = new TemporaryFolder();

        var explored = folder.StateFlow("explore", DoubleSpending, "--record", "race.json");
        var debugged = StateFlowProcess.Run(["debug", "--replay", "race.json"], "continue\n"u8.ToArray(), folder.Path);

        Assert.That(explored.Output, Does.EndWith("To step through finding 1: stateflow debug --replay race.json\n"));
        Assert.That(debugged.Output, Does.StartWith("after event 5, next: script calls User(\"ann\").BuyItem").And.Contain("| true true, balance -20\n"));
        Assert.That((explored.ExitCode, debugged.ExitCode), Is.EqualTo((1, 0)));
    }

    [Test]
    public void SaysWhatToTypeNext()
    {
        var result = StateFlowProcess.Run("explore", DoubleDeposit, "--faults", "1", "--delivery", "at-least-once");

        Assert.That(result.Output, Does.EndWith($"stateflow explore {DoubleDeposit} --faults 1 --delivery at-least-once --record race.json, then stateflow debug --replay race.json\n"));
    }

    [Test]
    public void ADirectoryThatIsNotThereIsAnError()
    {
        using var folder = new TemporaryFolder();

        foreach (var option in new[] { "-o", "--record" })
        {
            var result = folder.StateFlow("explore", DoubleSpending, option, "nowhere/race.txt");
            Assert.That((result.ExitCode, result.Errors), Is.EqualTo((1, "stateflow: error SF0010: cannot write 'nowhere/race.txt': there is no directory 'nowhere'\n")));
        }
    }

    [Test]
    public void AFindingThatIsNotThereIsAnError()
    {
        var result = StateFlowProcess.Run("explore", DoubleSpending, "--finding", "2");

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((1, "stateflow: error SF0018: there is no finding 2: there is one\n")));
    }

    [Test]
    public void WritesNoFileWhereNothingIsFound()
    {
        using var folder = new TemporaryFolder();

        var result = folder.StateFlow("explore", Path.ChangeExtension(DoubleSpending, ".repaired.sf"), "--record", "race.json");

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "stateflow: nothing is found, so 'race.json' is not written\n")));
        Assert.That(File.Exists(Path.Combine(folder.Path, "race.json")), Is.False);
    }

    [Test]
    public void AProgramWithoutItsTextIsNotRecorded()
    {
        using var folder = new TemporaryFolder();
        var ir = JsonNode.Parse(folder.StateFlow("ir", DoubleSpending).Output)!;
        var text = ir["sources"]![0]!["text"]!;
        text.ReplaceWith(new string(' ', text.GetValue<string>().Length));
        folder.Write("race.json", ir.ToJsonString());

        var result = folder.StateFlow("explore", "race.json", "--record", "out.json");

        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0019: "));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }
}
