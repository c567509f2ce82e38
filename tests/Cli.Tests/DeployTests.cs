namespace StateFlow.Cli.Tests;

public sealed class DeployTests
{
    private const string Counter = "entity Counter(name: string) =\n    key name\n";

    [Test]
    public void WritesTheProject()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow("deploy", "--target", "orleans", folder.Write("counter.sf", Counter), "-o", "out/counter");
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo(("", "", 0)));
        var written = Path.Combine(folder.Path, "out", "counter");
        Assert.That(File.ReadAllText(Path.Combine(written, "counter.sf")), Is.EqualTo(Counter));
        Assert.That(Path.Combine(written, "k8s", "silos.yaml"), Does.Exist);
    }

    [Test]
    public void OverwritesNothing()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow("deploy", "--target", "orleans", folder.Write("counter.sf", Counter), "-o", ".");
        Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("stateflow: error SF0856: '.' is not empty: expected an empty folder, or one to be created\n", 1)));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void WritesNothingForAWrongProgram()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow("deploy", "--target", "orleans", folder.Write("wrong.sf", "let x : int = true\n"), "-o", "out");
        Assert.That(result.Errors, Does.StartWith("wrong.sf(1,15): error SF"));
        Assert.That((result.ExitCode, Directory.Exists(Path.Combine(folder.Path, "out"))), Is.EqualTo((1, false)));
    }
}
