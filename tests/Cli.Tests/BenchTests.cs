using System.Text.Json.Nodes;

namespace StateFlow.Cli.Tests;

/// <summary>What <c>stateflow bench</c> measures and how it tells.</summary>
public sealed class BenchTests
{
    private static readonly string[] Short = ["--keys", "100", "--duration", "1", "--warmup", "0", "--rounds", "1"];

    [Test]
    public void ComparesWithHandWrittenPrograms()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "ycsb-t", .. Short, "--clients", "64", "--distribution", "zipfian", "--json", "figures.json"]);

        var lines = result.Output.Split('\n');
        var figures = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "figures.json")))!;
        var workload = figures["workloads"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("", 0)));
            Assert.That(lines, Has.Length.EqualTo(4)); // The last one is empty.
            Assert.That(lines[0], Does.Match(@"^\| workload +\| +requests/s \|.*\| +time / direct \| +time / hand-split \| +time / service \|$"));
            Assert.That(lines[2], Does.Match(@"^\| ycsb-t +\| +[0-9,]+ \|.*\| +[0-9.,]+ \| +[0-9.,]+ \|$"));
            Assert.That((string)figures["distribution"]!, Is.EqualTo("zipfian"));
            Assert.That((int)figures["load"]!["clients"]!, Is.EqualTo(64));
            Assert.That((string)workload["name"]!, Is.EqualTo("ycsb-t"));
            foreach (var target in (string[])["engine", "direct", "handSplit", "service"])
                Assert.That((double)workload[target]!["requestsPerSecond"]!, Is.Positive, target);
        }
    }

    [Test]
    public void ComparesEntitiesOnOrleansWithHandWrittenGrains()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "buy-item", "buy-item-plain", .. Short, "--engine", "orleans", "--silos", "2", "--clients", "16", "--json", "figures.json"]);

        var lines = result.Output.Split('\n');
        var figures = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "figures.json")))!;
        var (transactional, plain) = (figures["workloads"]![0]!, figures["workloads"]![1]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("", 0)));
            Assert.That(lines[0], Does.Match(@"^\| workload +\| +requests/s \|.*\| +grains/s \| +grains with transactions/s \| +time / grains \| +time / transactions \|$"));
            Assert.That(lines[2], Does.Match(@"^\| buy-item +\| +[0-9,]+ \|.*\| +[0-9,]+ \| +[0-9,]+ \| +[0-9.,]+ \| +[0-9.,]+ \|$"));
            Assert.That(lines[3], Does.Match(@"^\| buy-item-plain +\| +[0-9,]+ \|.*\| +[0-9,]+ \| +- \| +[0-9.,]+ \| +- \|$"));
            Assert.That((int)figures["silos"]!, Is.EqualTo(2));
            foreach (var target in (string[])["engine", "grains", "transactions"])
                Assert.That((double)transactional[target]!["requestsPerSecond"]!, Is.Positive, target);
            Assert.That(plain["transactions"], Is.Null);
        }
    }

    [TestCase("--silos needs --engine orleans", "--silos", "3")]
    [TestCase("--durability disk needs --cluster redis://HOST:PORT with --engine orleans: the Redis server that stores the states", "--engine", "orleans", "--durability", "disk")]
    [TestCase("--cluster needs --engine orleans --durability disk", "--engine", "orleans", "--cluster", "redis://localhost:6379")]
    [TestCase("--data does not go with --engine orleans, which stores states where --cluster says", "--engine", "orleans", "--durability", "disk", "--cluster", "redis://localhost:6379", "--data", "states")]
    public void SaysWhichOptionsOfOrleansDoNotGoTogether(string error, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "ycsb-a", .. Short, .. options]);

        Assert.That((result.Output, result.ExitCode), Is.EqualTo(("", 2)));
        Assert.That(result.Errors, Does.Contain(error));
    }

    [Test]
    public void SaysThatNoRedisServerAnswers()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "ycsb-a", .. Short, "--engine", "orleans", "--durability", "disk", "--cluster", "redis://localhost:1"]);

        Assert.That((result.Output, result.ExitCode), Is.EqualTo(("", 1)));
        Assert.That(result.Errors, Does.Match(@"^stateflow: error SF[0-9]{4}: .*no Redis server answers there"));
    }

    [Test]
    public void MeasuresLatenciesAtARate()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "buy-item", .. Short, "--rate", "100", "--durability", "disk", "--json", "figures.json"]);

        var figures = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "figures.json")))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Errors, result.ExitCode), Is.EqualTo(("", 0)));
            Assert.That(result.Output, Does.Match(@"\| buy-item \|.* ms( \| +-){6} \|\n$"));
            Assert.That((string)figures["durability"]!, Is.EqualTo("disk"));
            Assert.That((int)figures["load"]!["rate"]!, Is.EqualTo(100));
            Assert.That(figures["workloads"]![0]!["direct"], Is.Null);
        }
    }

    [Test]
    public void SaysWhereFiguresCannotBeWritten()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow(["bench", "ycsb-a", .. Short, "--engine", "interpreter", "--rate", "50", "--json", "missing/figures.json"]);

        Assert.That(result.Errors, Is.EqualTo("stateflow: error SF0010: cannot write 'missing/figures.json': there is no directory 'missing'\n"));
        Assert.That(result.Output, Does.Contain("| ycsb-a "));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }
}
