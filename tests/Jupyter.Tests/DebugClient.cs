using System.Text.Json;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Tests;

/// <summary>What JupyterLab does to debug a notebook.</summary>
internal sealed class DebugClient(Host host)
{
    private int _lastSeq;

    /// <summary>Starts the debugger as JupyterLab does.</summary>
    public DebugClient Attach()
    {
        Get("debugInfo");
        Get("initialize", new { clientID = "jupyterlab", adapterID = "stateflow", pathFormat = "path", linesStartAt1 = true, columnsStartAt1 = true });
        Get("attach");
        return this;
    }

    /// <summary>The response to a request.</summary>
    public JsonElement Ask(string command, object? arguments = null)
    {
        var id = host.Send("debug_request", Content(command, arguments), host.Control);
        var reply = host.Receive(host.Control, message => message.ParentId == id);
        Assert.That(reply.Type, Is.EqualTo("debug_reply"));
        Assert.That((reply.Text("type"), reply.Text("command"), reply.Number("request_seq")), Is.EqualTo(("response", command, _lastSeq)));
        return reply.Content;
    }

    /// <summary>The body of the response to a request that is fulfilled.</summary>
    public JsonElement Get(string command, object? arguments = null)
    {
        var response = Ask(command, arguments);
        Assert.That(response.GetProperty("success").GetBoolean(), response.ToString());
        return response.TryGetProperty("body", out var body) ? body : default;
    }

    /// <summary>Why a request is not fulfilled.</summary>
    public string? RefusalOf(string command, object? arguments = null)
    {
        var response = Ask(command, arguments);
        Assert.That(response.GetProperty("success").GetBoolean(), Is.False, response.ToString());
        return response.GetProperty("message").GetString();
    }

    /// <summary>Sets breakpoints in a cell.</summary>
    /// <returns>Its path, and the lines where the breakpoints are, those in brackets that are not verified.</returns>
    public (string Path, string Lines) Break(string cell, params int[] lines)
    {
        var path = Get("dumpCell", new { code = cell }).GetProperty("sourcePath").GetString()!;
        var set = Get("setBreakpoints", new { source = new { path }, breakpoints = lines.Select(line => new { line }), sourceModified = false });
        return (path, string.Join(' ', set.GetProperty("breakpoints").EnumerateArray().Select(breakpoint =>
            breakpoint.GetProperty("verified").GetBoolean() ? $"{breakpoint.GetProperty("line")}" : $"({breakpoint.GetProperty("line")})")));
    }

    /// <summary>Begins to run a cell.</summary>
    public string Begin(string cell) => host.Send("execute_request", new JsonObject { ["code"] = cell });

    /// <summary>Waits until a cell has ended.</summary>
    public Received Finish(string id) => host.Receive(host.Shell, message => message.ParentId == id);

    /// <summary>Waits for an event.</summary>
    public JsonElement WaitFor(string name) =>
        host.Receive(host.Publications, message => message.Type == "debug_event" && message.Text("event") == name).Content.GetProperty("body");

    /// <summary>Waits until the run stops.</summary>
    /// <returns>Why, and where: the names and lines of the frames, the innermost first.</returns>
    public string WaitForStop()
    {
        var stopped = WaitFor("stopped");
        Assert.That((stopped.GetProperty("threadId").GetInt32(), stopped.GetProperty("allThreadsStopped").GetBoolean()), Is.EqualTo((1, true)));
        return $"{stopped.GetProperty("reason").GetString()}: {string.Join(" < ", Frames().Select(frame => $"{frame.GetProperty("name").GetString()} {frame.GetProperty("line")}"))}";
    }

    public IEnumerable<JsonElement> Frames() => Get("stackTrace", new { threadId = 1 }).GetProperty("stackFrames").EnumerateArray();

    /// <summary>Takes a step, and waits until the run stops again.</summary>
    public string Move(string command)
    {
        Get(command, new { threadId = 1 });
        WaitFor("continued");
        return WaitForStop();
    }

    /// <summary>The variables of a scope of the innermost frame.</summary>
    public string Variables(string scope)
    {
        var scopes = Get("scopes", new { frameId = Frames().First().GetProperty("id").GetInt32() }).GetProperty("scopes").EnumerateArray();
        var reference = scopes.Single(found => found.GetProperty("name").GetString() == scope).GetProperty("variablesReference").GetInt32();
        return Shown(Get("variables", new { variablesReference = reference }));
    }

    public static string Shown(JsonElement body) => string.Join(", ", body.GetProperty("variables").EnumerateArray()
        .Select(variable => $"{variable.GetProperty("name").GetString()} = {variable.GetProperty("value").GetString()}"));

    private JsonObject Content(string command, object? arguments) => new()
    {
        ["type"] = "request",
        ["seq"] = ++_lastSeq,
        ["command"] = command,
        ["arguments"] = JsonSerializer.SerializeToNode(arguments ?? new { }),
    };
}
