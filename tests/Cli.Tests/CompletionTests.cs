using System.Diagnostics;
using StateFlow.Cli.Output;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary>What the shells are told could stand at the end of a command line.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CompletionTests
{
    private static readonly string Shop = Repository.PathOf("samples/shop.sf");

    [TestCase("", "bench check completions dap debug deploy explore graph ir jupyter repl run serve silo")]
    [TestCase("gr", "graph")]
    [TestCase("run --se", "--seed")]
    [TestCase("run x.sf --engine ", "interpreter local orleans")]
    [TestCase("repl --engine ", "interpreter")]
    [TestCase("ir x.sf --stage sp", "split")]
    [TestCase("graph x.sf --kind m", "method")]
    [TestCase("graph x.sf --kind=m", "method")]
    [TestCase("graph x.sf --format s", "svg")]
    [TestCase("completions ", "bash fish pwsh zsh")]
    [TestCase("graph SHOP --kind method --of us", "User.Balance User.BuyItem User.Deposit User.new")]
    [TestCase("graph SHOP --of=User.B", "User.Balance User.BuyItem")]
    [TestCase("graph --of User.B SHOP", "", Description = "ends in a file")]
    [TestCase("graph --of User.B", "", Description = "names no program yet")]
    [TestCase("graph missing.sf --of User.B", "")]
    [TestCase("run ", "", Description = "lets the shell offer files")]
    [TestCase("run sam", "")]
    public void Offers(string line, string expected) => Assert.That(Suggested(line.Replace("SHOP", $"\"{Shop}\"")), Is.EqualTo(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Test]
    public void Stops_at_the_cursor()
    {
        Assert.That(Ask("[suggest:2]", "graph x.sf --kind method"), Is.EqualTo(new[] { "graph" }));
        Assert.That(Ask("[suggest:7]", "graph -nothing"), Is.SupersetOf(new[] { "--format", "--kind", "--of", "--open", "--output" }));
    }

    [Test]
    public void Has_an_answer_for_every_beginning_of_a_line()
    {
        var line = $"graph {Shop} --kind=method -o a.svg --of User.BuyItem --format svg --open --seed 3 -- \"";
        for (var length = 0; length <= line.Length; length++) Assert.That(() => Suggested(line[..length]), Throws.Nothing);
        foreach (var other in new[] { "run x --seed ", "run x --seed many --max-depth", "graph x --kind", "graph x --kind nothing --of", "ir x --stage", "completions tcsh ", "nothing ", "[suggest" })
            Assert.That(() => Suggested(other), Throws.Nothing);
    }

    [Test]
    public void A_program_with_errors_offers_nothing_and_says_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("wrong.sf", "let a = nothing");
        var result = folder.StateFlow("[suggest]", "graph wrong.sf --of ");

        Assert.That((result.ExitCode, result.Output, result.Errors), Is.EqualTo((0, "", "")));
    }

    [TestCase("bash", "complete ")]
    [TestCase("zsh", "compdef ")]
    [TestCase("fish", "complete -c stateflow")]
    [TestCase("pwsh", "Register-ArgumentCompleter")]
    public void Prints_a_script(string shell, string expected)
    {
        var result = StateFlowProcess.Run("completions", shell);

        Assert.That(result.Output, Does.Contain(expected).And.Contain("[suggest:"));
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
    }

    [Test]
    public void Suggests_a_shell() =>
        Assert.That(StateFlowProcess.Run("completions", "bsh").Errors, Does.StartWith("stateflow: unknown shell 'bsh'; did you mean 'bash'?"));

    /// <summary>Lets bash itself look up and call what the script has registered.</summary>
    [TestCase("stateflow graph shop.sf --kind method --of User.B", "User.Balance User.BuyItem")]
    [TestCase("stateflow graph shop.sf --kind ", "calls dataflow method passes trace")]
    [TestCase("stateflow gr", "graph")]
    [TestCase("stateflow run sh", "", Description = "lets bash offer files")]
    [Platform(Exclude = "Win")]
    public void Bash_completes(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.sf", File.ReadAllBytes(Shop));
        folder.Write("ask.sh", """
            PATH=$1:$PATH
            source <(stateflow completions bash)
            COMP_LINE=$2 COMP_POINT=${#2}
            read -ra COMP_WORDS <<< "$2"
            if [[ $2 == *' ' ]]; then COMP_WORDS+=(''); fi
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            [[ $(complete -p stateflow) =~ -F\ ([^ ]+) ]] && "${BASH_REMATCH[1]}" stateflow
            echo "${COMPREPLY[*]}"
            """);
        var start = new ProcessStartInfo("bash", ["--norc", "ask.sh", AppContext.BaseDirectory, line]) { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();

        Assert.That((bash.ExitCode, output), Is.EqualTo((0, expected + "\n")));
    }

    private static string[] Suggested(string line) => Ask($"[suggest:{line.Length}]", line);

    private static string[] Ask(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exitCode = CommandLine.Invoke(arguments, new StandardStreams(Stream.Null, output, errors));

        Assert.That((exitCode, errors.ToString()), Is.EqualTo((0, "")));
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
