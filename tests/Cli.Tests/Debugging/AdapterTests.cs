using System.Text;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests.Debugging;

/// <summary>The debug adapter as editors start it; its sessions are tested where it is.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AdapterTests
{
    [Test]
    public void A_client_debugs_over_pipes()
    {
        var result = StateFlowProcess.Run(
            ["dap"],
            [
                .. Message("""{"seq":1,"type":"request","command":"initialize","arguments":{"adapterID":"stateflow"}}"""),
                .. Message("""{"seq":2,"type":"request","command":"launch","arguments":{"program":"shop.sf","stopOnEntry":true}}"""),
                .. Message("""{"seq":3,"type":"request","command":"setFunctionBreakpoints","arguments":{"breakpoints":[{"name":"User.BuyItem"}]}}"""),
                .. Message("""{"seq":4,"type":"request","command":"disconnect"}"""),
                .. Message("""{"seq":5,"type":"request","command":"threads"}"""),
            ],
            Repository.PathOf("samples"));

        var bodies = result.Output.Split("Content-Length: ", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(bodies, Has.Length.EqualTo(5));
        Assert.That(bodies[0], Does.Contain("\"supportsStepBack\":true"));
        Assert.That(bodies[2], Does.Contain("\"event\":\"initialized\""));
        Assert.That(bodies[3], Does.Contain("""{"breakpoints":[{"id":1,"verified":true}]}"""));
        Assert.That(bodies[4], Does.Contain("\"command\":\"disconnect\""));
        Assert.That(bodies.Select(body => body.Split("\r\n\r\n")).Select(parts => (int.Parse(parts[0]), Encoding.UTF8.GetByteCount(parts[1]))), Is.All.Matches<(int Said, int Is)>(length => length.Said == length.Is));
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void Input_that_ends_ends_it()
    {
        var result = StateFlowProcess.Run("dap");
        Assert.That((result.ExitCode, result.Output, result.Errors), Is.EqualTo((0, "", "")));
    }

    [Test]
    public void What_a_person_types_is_refused()
    {
        var result = StateFlowProcess.RunWithInput("break User.Buy\n", "dap");
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0027: standard input is not the Debug Adapter Protocol: expected a header such as"));
        Assert.That(result.Errors, Does.Not.Contain("   at "));
        Assert.That(result.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_file_that_is_no_text_is_refused_as_elsewhere()
    {
        using var folder = new TemporaryFolder();
        folder.Write("binary.sf", "let x = 1\0");
        var result = StateFlowProcess.Run(
            ["dap"],
            [.. Message("""{"seq":1,"type":"request","command":"initialize"}"""), .. Message("""{"seq":2,"type":"request","command":"launch","arguments":{"program":"binary.sf"}}""")],
            folder.Path);
        Assert.That(result.Output, Does.Contain("it is a binary file, not text"));
    }

    private static byte[] Message(string content) => Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(content)}\r\n\r\n{content}");
}
