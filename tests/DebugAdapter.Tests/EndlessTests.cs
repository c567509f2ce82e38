using System.Text.Json;
using StateFlow.Tests.Shared;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>Programs that run without end.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EndlessTests
{
    [Test]
    public void Input_that_ends_meanwhile_ends_the_session()
    {
        using var client = Running("endless.sf");
        Assert.That(client.Close(), Is.Null);
    }

    [Test]
    public void What_is_printed_meanwhile_is_told()
    {
        using var client = Running("endless-printing.sf");
        while (!Client.Notation(client.Next()!.Value).StartsWith("* output {\"category\":\"stdout\",\"output\":\"tick 1\\n"))
        {
        }

        client.Send("pause");
        while (!Client.Notation(client.Next()!.Value).StartsWith("* stopped {\"reason\":\"pause\""))
        {
        }

        Assert.That(client.Close(), Is.Null);
    }

    private static Client Running(string program)
    {
        var client = new Client();
        client.Send("initialize");
        client.Send("launch", JsonSerializer.SerializeToElement(new { program = Repository.PathOf("tests", "DebugAdapter", program) }));
        client.Send("configurationDone");
        while (Client.Notation(client.Next()!.Value) is not "< configurationDone")
        {
        }

        return client;
    }
}
