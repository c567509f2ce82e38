using System.Reflection;
using System.Text.Json.Nodes;
using StateFlow.Jupyter.Connection;
using StateFlow.Jupyter.Wire;

namespace StateFlow.Jupyter.Requests;

/// <summary>What the kernel says about itself.</summary>
internal static class KernelInfo
{
    private static readonly string Version =
        typeof(KernelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Answers <c>kernel_info_request</c>.</summary>
    public static JsonObject Describe()
    {
        var reply = Replies.Ok();
        reply["protocol_version"] = MessageCodec.ProtocolVersion;
        reply["implementation"] = "stateflow";
        reply["implementation_version"] = Version;
        reply["language_info"] = Language();
        reply["banner"] = $"StateFlow {Version}: entities that compile to dataflows. #!help lists the directives.";
        reply["debugger"] = true;
        reply["supported_features"] = new JsonArray("debugger");
        reply["help_links"] = new JsonArray();
        return reply;
    }

    /// <summary>Answers <c>connect_request</c>.</summary>
    public static JsonObject Ports(ConnectionFile connection)
    {
        var reply = Replies.Ok();
        reply["shell_port"] = connection.ShellPort;
        reply["iopub_port"] = connection.PublicationsPort;
        reply["stdin_port"] = connection.StandardInputPort;
        reply["hb_port"] = connection.HeartbeatPort;
        reply["control_port"] = connection.ControlPort;
        return reply;
    }

    /// <summary>Hosts do not know how to highlight the language, but F# is close.</summary>
    private static JsonObject Language() => new()
    {
        ["name"] = "stateflow",
        ["version"] = Version,
        ["mimetype"] = "text/x-stateflow",
        ["file_extension"] = ".sf",
        ["pygments_lexer"] = "fsharp",
        ["codemirror_mode"] = new JsonObject { ["name"] = "fsharp", ["mime"] = "text/x-fsharp" },
    };
}
