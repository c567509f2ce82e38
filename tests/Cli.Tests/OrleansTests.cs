using System.Net;
using System.Net.Sockets;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary>Programs on a cluster that is this process alone, and clusters that cannot be used.</summary>
public sealed class OrleansTests
{
    private const string Nobody = "redis://127.0.0.1:1";

    [Test]
    public void RunsASampleInProcess()
    {
        var result = StateFlowProcess.Run("run", Repository.PathOf("samples/shop.sf"), "--engine", "orleans");
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo((File.ReadAllText(Repository.PathOf("samples/expected/shop.txt")), "", 0)));
    }

    [Test]
    public void ReportsAFailureAsTheInterpreterDoes()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("failing.sf", """
            entity Stock(name: string) =
                key name
                member this.Take() : int = failwith "nothing left"

            entity Shop(name: string) =
                key name
                member this.Sell(stock: Stock) : int = 1 + stock.Take()

            let apples = Stock("apples")
            printfn "selling"
            printfn "%d" (Shop("corner").Sell(apples))
            """);
        var expected = folder.StateFlow("run", file);
        var result = folder.StateFlow("run", file, "--engine", "orleans");
        Assert.That(expected.Errors, Does.Contain("nothing left"));
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo((expected.Output, expected.Errors, 1)));
    }

    [Test]
    public void SaysThatTheClusterHasNoStorage()
    {
        var result = StateFlowProcess.RunWithInput("printfn \"never\"\n", "run", "-", "--engine", "orleans", "--cluster", Nobody);
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo(("", $"stateflow: error SF0850: cannot use {Nobody}: no Redis server answers there\n", 1)));
    }

    [Test]
    public void ASiloSaysThatTheClusterHasNoStorage()
    {
        var result = StateFlowProcess.RunWithInput("printfn \"never\"\n", "silo", "-", "--cluster", Nobody, "--silo-port", "0", "--gateway-port", "0");
        Assert.That((result.Output, result.Errors, result.ExitCode), Is.EqualTo(("",
            $"stateflow: still joining the cluster 'stateflow' at {Nobody}: waiting for the storage, or for silos that were killed to be missed, which takes some seconds\n"
            + $"stateflow: error SF0850: cannot use {Nobody}: no Redis server answers there\n", 1)));
    }

    [Test]
    public void ASiloRefusesAPortThatIsTaken()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var result = StateFlowProcess.RunWithInput("printfn \"never\"\n", "silo", "-", "--cluster", Nobody, "--silo-port", $"{port}", "--gateway-port", "0");
        Assert.That(result.Errors, Does.StartWith($"stateflow: error SF0852: cannot listen on port {port}: "));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void ASiloSaysThatItsHostIsUnknown()
    {
        var result = StateFlowProcess.RunWithInput("printfn \"never\"\n", "silo", "-", "--cluster", Nobody, "--advertise", "nowhere.invalid");
        Assert.That(result.Errors, Is.EqualTo("stateflow: error SF0855: 'nowhere.invalid' is not the name of a host: expected one by which other silos and clients reach this one\n"));
    }
}
