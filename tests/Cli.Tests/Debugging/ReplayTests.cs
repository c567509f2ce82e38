using System.Text;

namespace StateFlow.Cli.Tests.Debugging;

[Parallelizable(ParallelScope.All)]
public sealed class ReplayTests
{
    private const string Program = "let x = 1\nprintfn \"one\"\nlet y = 2\nprintfn \"two\"\n";

    [Test]
    public void A_recorded_run_stands_where_it_was_with_and_without_its_program()
    {
        using var folder = Recorded();

        foreach (var arguments in (string[][])[["debug", "--replay", "run.json"], ["debug", "program.sf", "--replay", "run.json"]])
        {
            var result = StateFlowProcess.Run(arguments, Encoding.UTF8.GetBytes("output\n"), folder.Path);
            Assert.That(result.Output, Does.EndWith("> output\none\n"));
            Assert.That(result.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void Another_program_is_refused()
    {
        using var folder = Recorded();
        folder.Write("program.sf", Program.Replace("two", "three"));

        var result = folder.StateFlow("debug", "program.sf", "--replay", "run.json");
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0026: ").And.Contain("first in line 4"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void What_is_no_recording_is_refused()
    {
        using var folder = Recorded();

        var result = folder.StateFlow("debug", "--replay", "program.sf");
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0025: "));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_file_is_needed()
    {
        var result = StateFlowProcess.Run("debug");
        Assert.That(result.Errors, Does.Contain("a FILE is missing"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
    }

    private static TemporaryFolder Recorded()
    {
        var folder = new TemporaryFolder();
        folder.Write("program.sf", Program);
        var recording = StateFlowProcess.Run(["debug", "program.sf"], Encoding.UTF8.GetBytes("until 3\nrecord run.json\n"), folder.Path);
        Assert.That(recording.Output, Does.Contain("recorded up to event 1, statement"));
        return folder;
    }
}
