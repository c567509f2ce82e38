using System.Text.Json;
using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Tests.Shared;

namespace StateFlow.DebugAdapter.Tests;

/// <summary>The extension for VS Code offers what the adapter reads.</summary>
public sealed class EditorTests
{
    private static readonly JsonElement Debugger = JsonElement.Parse(File.ReadAllText(Repository.PathOf("editors", "vscode", "package.json")))
        .GetProperty("contributes").GetProperty("debuggers")[0];

    [Test]
    public void Its_launch_attributes_are_those_that_the_adapter_reads()
    {
        var offered = Debugger.GetProperty("configurationAttributes").GetProperty("launch").GetProperty("properties").EnumerateObject().Select(property => property.Name);
        var read = ProtocolJson.Options.GetTypeInfo(typeof(LaunchArguments)).Properties.Select(property => property.Name).Where(name => name is not ("runOptions" or "debugOptions"));

        Assert.That(offered, Is.EquivalentTo(read));
    }

    [Test]
    public void Its_configurations_can_be_launched()
    {
        var bodies = Debugger.GetProperty("configurationSnippets").EnumerateArray().Select(snippet => snippet.GetProperty("body"));
        var configurations = Debugger.GetProperty("initialConfigurations").EnumerateArray().Concat(bodies).ToList();

        Assert.That(configurations, Has.Count.EqualTo(3));
        Assert.That(configurations.Select(configuration => ProtocolJson.ArgumentsOf<LaunchArguments>(new Request(1, "launch", configuration)).Refusal()), Is.All.Null);
    }

    [Test]
    public void It_starts_the_command()
    {
        Assert.That(Debugger.GetProperty("runtime").GetString(), Is.EqualTo("stateflow"));
        Assert.That(Debugger.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()), Is.EqualTo(new[] { "dap" }));
    }
}
