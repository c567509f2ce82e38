using System.Text.Json.Nodes;
using System.Xml.Linq;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary><c>stateflow graph</c>.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GraphTests
{
    private static readonly string Shop = Repository.PathOf("samples/shop.sf");

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestCase("dataflow", "operator User", "operator Item")]
    [TestCase("calls", "User.BuyItem", "Item.UpdateStock")]
    [TestCase("trace", "step 1", "step 2")]
    public void DrawsEveryKind(string kind, params string[] nodes)
    {
        var result = StateFlowProcess.Run("graph", Shop, "--kind", kind);

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(Nodes(result.Output), Is.SupersetOf(nodes));
    }

    [Test]
    public void DrawsAMethodIntoAFile()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "buy.svg");

        var result = StateFlowProcess.Run("graph", Shop, "--kind", "method", "--of", "User.BuyItem", "-o", file);

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "")));
        Assert.That(Nodes(File.ReadAllText(file)), Is.Not.Empty);
    }

    [Test]
    public void DrawsThePassesOverAMethod()
    {
        var result = StateFlowProcess.Run("graph", Shop, "--kind", "passes", "--of", "User.BuyItem");

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
        Assert.That(Nodes(result.Output), Is.SupersetOf(new[] { "source", "normalized", "flow b0", "split b0", "machine b0.call" }));
    }

    [Test]
    public void DrawsThePassesOfAProgramInIrForm()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "shop.json");
        File.WriteAllText(file, StateFlowProcess.Run("ir", Shop).Output);

        var result = StateFlowProcess.Run("graph", file, "--kind", "passes", "--of", "User.BuyItem");

        Assert.That(result.Output, Is.EqualTo(StateFlowProcess.Run("graph", Shop, "--kind", "passes", "--of", "User.BuyItem").Output));
    }

    [Test]
    public void DrawsNoPassesWithoutSources()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "shop.json");
        var program = JsonNode.Parse(StateFlowProcess.Run("ir", Shop).Output)!;
        var text = program["sources"]![0]!["text"]!;
        text.ReplaceWith(new string(' ', text.GetValue<string>().Length));
        File.WriteAllText(file, program.ToJsonString());

        var result = StateFlowProcess.Run("graph", file, "--kind", "passes", "--of", "User.BuyItem");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0017: "));
    }

    [Test]
    public void WritesPagesByExtension()
    {
        using var folder = new TemporaryFolder();
        var (drawing, run) = (Path.Combine(folder.Path, "calls.html"), Path.Combine(folder.Path, "run.html"));

        Assert.That(StateFlowProcess.Run("graph", Shop, "--kind", "calls", "-o", drawing).ExitCode, Is.Zero);
        Assert.That(StateFlowProcess.Run("graph", Shop, "--kind", "trace", "-o", run).ExitCode, Is.Zero);

        Assert.That(File.ReadAllText(drawing), Does.StartWith("<!DOCTYPE html>").And.Contain("data-id=\"User.BuyItem\""));
        Assert.That(File.ReadAllText(run), Does.StartWith("<!DOCTYPE html>").And.Contain("id=\"recording\""));
    }

    [Test]
    public void DrawsTheFirstCallOfAMethod()
    {
        var result = StateFlowProcess.Run("graph", Shop, "--kind", "trace", "--of", "User.BuyItem");

        Assert.That(Nodes(result.Output), Has.Exactly(8).Items, "the caller's steps, three of the user, two of the item and the commit");
    }

    [Test]
    public void SaysThatAMethodIsNotCalled()
    {
        var result = StateFlowProcess.RunWithInput("entity A(a: int) =\n    key a\n    member this.B : int = a\n", "graph", "-", "--kind", "trace", "--of", "A.B");

        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0013: the program does not call `A.B` when it runs"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void SuggestsAMethod()
    {
        var result = StateFlowProcess.Run("graph", Shop, "--kind", "method", "--of", "User.BuyItm");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0012: unknown method 'User.BuyItm'; did you mean 'User.BuyItem'?"));
    }

    [Test]
    public void TakesTheShortNameThatOneMethodHas()
    {
        var (whole, brief) = (StateFlowProcess.Run("graph", Shop, "--kind", "method", "--of", "User.BuyItem"), StateFlowProcess.Run("graph", Shop, "--kind", "method", "--of", "BuyItem"));
        var ambiguous = StateFlowProcess.Run("graph", Shop, "--kind", "method", "--of", "new");

        Assert.That(brief.Output, Is.EqualTo(whole.Output).And.Not.Empty);
        Assert.That(ambiguous.Errors, Does.StartWith("stateflow: error SF0012: `new` may be Item.new or User.new"));
        Assert.That(ambiguous.ExitCode, Is.EqualTo(1));
    }

    [TestCase("missing/a.svg", "there is no directory 'missing'")]
    [TestCase("folder", "it is a directory")]
    [TestCase("", "a file name is missing")]
    public void SaysWhyItCannotWrite(string file, string reason)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "folder"));
        var result = folder.StateFlow("graph", Shop, "-o", file);

        Assert.That((result.ExitCode, result.Output, result.Errors), Is.EqualTo((1, "", $"stateflow: error SF0010: cannot write '{file}': {reason}\n")));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void OpensATemporaryPage()
    {
        using var folder = new TemporaryFolder();
        var result = StateFlowProcess.Run(["graph", Shop, "--open"], [], folder.Path, browser: Browser(folder, "cp \"$1\" shown.html"));

        Assert.That(result.Errors, Does.Match("^stateflow: the drawing is in .*dataflow\\.html\n$"));
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, "shown.html")), Does.StartWith("<!DOCTYPE html>"));
        Directory.Delete(Path.GetDirectoryName(result.Errors.Trim().Split(" is in ")[1])!, recursive: true);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void OpensTheOutput()
    {
        using var folder = new TemporaryFolder();
        var result = StateFlowProcess.Run(["graph", Shop, "-o", "a b.svg", "--open"], [], folder.Path, browser: Browser(folder, "echo \"$1\" > shown"));

        Assert.That((result.ExitCode, result.Output, result.Errors), Is.EqualTo((0, "", "")));
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, "shown")), Is.EqualTo(Path.Combine(folder.Path, "a b.svg") + "\n"));
        Assert.That(Nodes(File.ReadAllText(Path.Combine(folder.Path, "a b.svg"))), Is.Not.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void SaysThatNothingOpensTheOutput()
    {
        using var folder = new TemporaryFolder();
        var missing = StateFlowProcess.Run(["graph", Shop, "-o", "a.svg", "--open"], [], folder.Path, browser: "/no/such/browser");
        var failing = StateFlowProcess.Run(["graph", Shop, "-o", "b.svg", "--open"], [], folder.Path, browser: Browser(folder, "exit 3"));

        Assert.That(missing.Errors, Does.StartWith("stateflow: error SF0014: cannot open 'a.svg': '/no/such/browser' cannot be started: it is not there. Open the file yourself"));
        Assert.That(failing.Errors, Does.Match("^stateflow: error SF0014: cannot open 'b.svg': '.*browser' failed with exit code 3. Open the file yourself"));
        Assert.That((missing.ExitCode, failing.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(Path.Combine(folder.Path, "a.svg"), Does.Exist);
    }

    [TestCase("--kind")]
    [TestCase("--kind", "method", "--of")]
    [TestCase("--kind", "method")]
    [TestCase("--kind", "passes")]
    [TestCase("--kind", "metho")]
    [TestCase("--format", "svgg")]
    public void RefusesAWrongCommandLine(params string[] options) =>
        Assert.That(StateFlowProcess.Run(["graph", Shop, .. options]).ExitCode, Is.EqualTo(2));

    /// <summary>A program to open files with.</summary>
    private static string Browser(TemporaryFolder folder, string command)
    {
        var file = Path.Combine(folder.Path, folder.Write("browser", $"#!/bin/sh\n{command}\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private static IEnumerable<string> Nodes(string svg) =>
        XDocument.Parse(svg).Descendants(Svg + "g").Where(group => ((string?)group.Attribute("class") ?? "").Split(' ').Contains("node"))
            .Select(group => (string)group.Attribute("data-id")!);
}
