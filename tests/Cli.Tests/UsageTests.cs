namespace StateFlow.Cli.Tests;

/// <summary>Command lines that are wrong: exit code 2, nothing on standard output, and a way out.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UsageTests
{
    [TestCase("", "a command is missing. Known: run, serve, silo, deploy, check, repl, debug, dap, explore, bench, ir, graph, jupyter, completions")]
    [TestCase("rnu x.sf", "unknown command 'rnu'")]
    [TestCase("chek x.sf", "unknown command 'chek'; did you mean 'check'?")]
    [TestCase("--versio", "unknown option '--versio'; did you mean '--version'?")]
    [TestCase("run", "required argument missing")]
    [TestCase("check", "required argument missing")]
    [TestCase("ir", "required argument missing")]
    [TestCase("run x.sf --sead 3", "unknown option '--sead'; did you mean '--seed'?")]
    [TestCase("run x.sf --sead=3", "unknown option '--sead'; did you mean '--seed'?")]
    [TestCase("check x.sf --seed 3", "unknown option '--seed'")]
    [TestCase("run x.sf --seed", "required argument missing for option: '--seed'")]
    [TestCase("run x.sf --seed many", "--seed takes a whole number, not 'many'")]
    [TestCase("run x.sf --seed 99999999999", "--seed takes a whole number, not '99999999999'")]
    [TestCase("run x.sf --max-depth 0", "--max-depth takes a whole number from 1 to 2147483647, not '0'")]
    [TestCase("run x.sf --engine fast", "unknown engine 'fast'. Known: interpreter, local, orleans")]
    [TestCase("run x.sf --engine Interpretr", "unknown engine 'Interpretr'; did you mean 'interpreter'?")]
    [TestCase("repl --engine orleans", "the engine 'orleans' runs whole programs: `stateflow run FILE --engine orleans`")]
    [TestCase("repl --engine local", "the engine 'local' runs whole programs: `stateflow run FILE --engine local`")]
    [TestCase("run x.sf --cluster redis://localhost", "--cluster needs --engine orleans")]
    [TestCase("run x.sf --engine orleans --cluster-id c", "--cluster-id needs --cluster")]
    [TestCase("run x.sf --engine orleans --cluster localhost", "'localhost' is not the address of a cluster: it is no address. Expected something like `redis://localhost:6379`")]
    [TestCase("silo x.sf", "option '--cluster' is required.")]
    [TestCase("silo x.sf --cluster redis://localhost --silo-port 65536", "--silo-port takes a whole number from 0 to 65535, not '65536'")]
    [TestCase("silo x.sf --cluster redis://localhost --log-level loud", "unknown level 'loud'. Known: none, error, warning, information, debug")]
    [TestCase("deploy x.sf -o out", "option '--target' is required.")]
    [TestCase("deploy x.sf --target orlean -o out", "unknown target 'orlean'; did you mean 'orleans'?")]
    [TestCase("bench ycsb-x", "unknown workload 'ycsb-x'; did you mean 'ycsb-a'?")]
    [TestCase("bench --engine flink", "unknown engine 'flink'. Known: local, interpreter, orleans")]
    [TestCase("bench --distribution zipf", "unknown distribution 'zipf'")]
    [TestCase("bench --durability tape", "unknown durability 'tape'. Known: memory, disk")]
    [TestCase("bench --keys 1", "--keys takes a whole number from 2 to 2147483647, not '1'")]
    [TestCase("bench --partitions 0", "--workers takes a whole number from 1 to 2147483647, not '0'")]
    [TestCase("bench --rate 0", "--rate takes a whole number from 1 to 2147483647, not '0'")]
    [TestCase("bench --rate 1000 --clients 10", "--clients does not go with --rate: requests are then submitted at their times, whoever waits")]
    [TestCase("bench --data somewhere", "--data needs --durability disk")]
    [TestCase("bench --data / --durability disk", "--data takes an empty folder, or one to be created, not '/': a measurement begins without entities")]
    [TestCase("bench --engine interpreter --durability disk", "--durability disk does not go with --engine interpreter, which keeps states in memory only")]
    [TestCase("bench --durations 3", "unknown option '--durations'; did you mean '--duration'?")]
    [TestCase("ir x.sf --stage splitt", "unknown stage 'splitt'; did you mean 'split'?")]
    [TestCase("ir x.sf --stage", "required argument missing for option: '--stage'")]
    public void SaysWhatIsWrong(string commandLine, string expected)
    {
        var result = StateFlowProcess.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Errors, Does.StartWith($"stateflow: {expected}").IgnoreCase);
            Assert.That(result.Errors, Does.Match("Try 'stateflow( run| check| ir| explore| repl| bench| silo| deploy)? --help'\\.\n$"));
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.ExitCode, Is.EqualTo(2));
        }
    }

    [Test]
    public void NamesTheCommandThatRunsAFile()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(folder.Write("a.sf", ""));

        Assert.That(result.Errors, Does.StartWith("stateflow: a command is missing; to run the file, write 'stateflow run a.sf'"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
    }

    [TestCase("--help", "run <FILE>")]
    [TestCase("run --help", "--max-depth <N>")]
    [TestCase("check --help", "without executing")]
    [TestCase("ir --help", "statemachine")]
    [TestCase("bench --help", "ycsb-m (45 % reads, 45 % updates, 10 % transfers)")]
    public void Helps(string commandLine, string expected)
    {
        var result = StateFlowProcess.Run(commandLine.Split(' '));

        Assert.That(result.Output, Does.Contain(expected));
        Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("", 0)));
    }

    [Test]
    public void TellsItsVersion()
    {
        var result = StateFlowProcess.Run("--version");

        Assert.That(result.Output, Does.Match("^\\d+\\.\\d+\\.\\d+\n$"));
        Assert.That(result.ExitCode, Is.Zero);
    }
}
