using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StateFlow.Cli.Tests;

public sealed class ServeTests
{
    private const string Counter = """
        entity Counter(name: string) =
            key name
            let mutable count = 0
            member this.Add(amount: int) : int =
                count <- count + amount
                count
        """;

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task ServesUntilItIsInterrupted(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("needs signals");
        using var folder = new TemporaryFolder();
        using var process = StateFlowProcess.Start(["serve", folder.Write("counter.sf", Counter), "--port", "0"], folder.Path);
        var line = await process.StandardError.ReadLineAsync();
        Assert.That(line, Does.Match("^stateflow: serving at http://127.0.0.1:[0-9]+; Ctrl-C ends it$"));
        using var client = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[3].TrimEnd(';')) };
        Assert.That((await client.PutAsync("/entities/Counter/c", null)).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var arguments = new StringContent("[2]", null, "application/json");
        Assert.That(await (await client.PostAsync("/entities/Counter/c/Add", arguments)).Content.ReadAsStringAsync(), Is.EqualTo("2"));

        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])!) await kill.WaitForExitAsync();

        await process.WaitForExitAsync();
        Assert.That((process.ExitCode, await process.StandardError.ReadToEndAsync()), Is.EqualTo((0, "")));
    }

    [Test]
    public void RefusesAPortThatIsTaken()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var result = folder.StateFlow("serve", folder.Write("counter.sf", Counter), "--host", "127.0.0.1", "--port", $"{port}");
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((1, result.Errors)));
        Assert.That(result.Errors, Does.StartWith($"stateflow: error SF0843: cannot listen on 127.0.0.1, port {port}: "));
    }

    [Test]
    public void RefusesAHostThatIsNoAddress()
    {
        using var folder = new TemporaryFolder();
        var result = folder.StateFlow("serve", folder.Write("counter.sf", Counter), "--host", "nowhere");
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((1, "stateflow: error SF0842: cannot listen on `nowhere`: expected `localhost`, an IP address, or `*` for all addresses\n")));
    }

    [Test]
    public void RefusesAPortThatIsNone()
    {
        var result = StateFlowProcess.Run("serve", "x.sf", "--port", "65536");
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((2, "stateflow: --port takes a whole number from 0 to 65535, not '65536'\nTry 'stateflow serve --help'.\n")));
    }
}
