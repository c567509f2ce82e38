using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.DebugAdapter;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Language.Syntax;
using DebugRequest = StateFlow.DebugAdapter.Protocol.Request;
using Request = StateFlow.Jupyter.Requests.Request;

namespace StateFlow.Jupyter.Debugging;

/// <content>What clients ask for, by the Debug Adapter Protocol and what Jupyter adds to it.</content>
internal sealed partial class NotebookDebugger
{
    private const string NoRun = "no cell runs under the debugger: run one";

    /// <summary>Answers <c>debug_request</c>; the reply may come later if a cell runs.</summary>
    public void Handle(Request request)
    {
        var asked = new DebugRequest(0, "", null);
        try
        {
            asked = DebugRequest.Read(request.Message.Content);
            lock (_lock) Answer(asked, response => publisher.Reply(request, "debug_reply", Json(response)), happened => Publish(request.Header, happened));
        }
        catch (RequestException exception)
        {
            publisher.Reply(request, "debug_reply", Json(new Response(asked.Seq, asked.Command, false, exception.Message)));
        }
    }

    private void Answer(DebugRequest asked, Action<Response> reply, Action<Event> tell)
    {
        switch (asked.Command)
        {
            case "initialize":
                Done(Initialize(asked));
                break;
            case "debugInfo":
                Done(Info());
                break;
            case "inspectVariables":
                Done(new { variables = ScriptVariables() });
                break;
            case "disconnect":
                Disconnect();
                Done();
                break;
            case var command when _client is null:
                throw new RequestException($"`{command}` comes too early: send `initialize` first");
            case "attach":
                _isAttached = true;
                Done();
                tell(new Event("initialized"));
                break;
            case "configurationDone":
                Done();
                break;
            case "dumpCell":
                Done(new { sourcePath = _files.Add(Text(asked, "code")) });
                break;
            case "source":
                Done(new { content = SourceOf(asked) });
                break;
            case "threads":
                Done(new { threads = new[] { new { id = DebugRequestHandler.ThreadId, name = "run" } } });
                break;
            case "modules":
                Done(new { modules = Array.Empty<object>(), totalModules = 0 });
                break;
            case "launch" or "restart":
                throw new RequestException("the debugger does not run cells: run the cell in the notebook");
            case "richInspectVariables":
                throw new RequestException("values are shown as text only");
            case "copyToGlobals":
                throw new RequestException("variables cannot be copied: the values of a notebook are those that its cells declare");
            case var _ when BreakpointRequests.IsOne(asked):
                SetBreakpoints(asked, reply);
                break;
            case "variables" or "evaluate":
                ((_run ?? Resting()) ?? throw new RequestException(NoRun)).Forward(asked, reply);
                break;
            default:
                (_run ?? throw new RequestException(NoRun)).Forward(asked, reply);
                break;
        }

        void Done(object? body = null) => reply(new Response(asked.Seq, asked.Command, true, Body: body));
    }

    /// <summary>What the debug adapter can do, as it says itself.</summary>
    private object? Initialize(DebugRequest asked)
    {
        Response? response = null;
        new DebugRequestHandler(new CellLauncher(null), message => response = message as Response).Handle(asked);
        if (response is not { Success: true }) throw new RequestException(response?.Message ?? "the debugger does not answer");
        _client = asked.Arguments ?? NoClient;
        return response.Body;
    }

    private object Info() => new
    {
        isStarted = _client is not null,
        hashMethod = "Murmur2",
        hashSeed = CellFiles.HashSeed,
        tmpFilePrefix = CellFiles.Prefix,
        tmpFileSuffix = CellFiles.Suffix,
        breakpoints = _breakpoints.InCells.Select(cell => new { source = cell.Path, breakpoints = cell.Breakpoints }).ToList(),
        stoppedThreads = _run is { IsStopped: true } ? new[] { DebugRequestHandler.ThreadId } : [],
        richRendering = false,
        exceptionPaths = Array.Empty<string>(),
        copyToGlobals = false,
    };

    /// <summary>The cell that runs goes on to its end, and those after it run as if there were no debugger.</summary>
    private void Disconnect()
    {
        _run?.LeaveAlone(_breakpoints.Emptied);
        _run = null;
        _client = null;
        _isAttached = false;
        _breakpoints.Clear();
    }

    /// <summary>The values that cells have bound; none if they change at the moment.</summary>
    private JsonArray ScriptVariables()
    {
        var run = _cell is null ? Resting() : _run;
        if (run?.Ask("scopes", new { frameId = 1 }) is not { } body) return [];
        var script = body.GetProperty("scopes").EnumerateArray().Single(scope => scope.GetProperty("name").GetString() == "Script");
        var variables = run.Ask("variables", new { variablesReference = script.GetProperty("variablesReference").GetInt32() })!.Value.GetProperty("variables");
        var shown = variables.EnumerateArray().ToDictionary(variable => variable.GetProperty("name").GetString()!, variable => JsonObject.Create(variable)!);
        foreach (var value in _session?.Scope.Values ?? [])
        {
            // The script of a run has only those that it may change.
            if (shown.ContainsKey(value.Name) || run.Ask("evaluate", new { expression = value.Name }) is not { } evaluated) continue;
            var variable = JsonObject.Create(evaluated)!;
            variable.Remove("result", out var text);
            (variable["name"], variable["value"], variable["type"], variable["evaluateName"]) = (value.Name, text, $"{value.Type}", value.Name);
            shown.Add(value.Name, variable);
        }

        return [.. shown.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => variable.Value)];
    }

    /// <summary>Sets breakpoints in the cell that runs and in all that will; between cells it is tried where they would be.</summary>
    private void SetBreakpoints(DebugRequest asked, Action<Response> reply)
    {
        _breakpoints.Set(asked);
        var text = BreakpointRequests.PathIn(asked) is { } path ? _files.Find(path) : "";
        if (_run is not null)
        {
            _run.Forward(asked, response => reply(BreakpointRequests.WithLines(response, asked)));
        }
        else if (text is not null && Begin(new SourceText(Unnamed, text)) is { } trial)
        {
            trial.Prepare(_client!.Value, []);
            trial.Forward(asked, response => reply(BreakpointRequests.WithLines(response, asked)));
            trial.Close();
        }
        else
        {
            var message = text is null ? "no cell has this path: send `dumpCell` first" : "the breakpoint waits for the cell to be run";
            var breakpoints = BreakpointRequests.PlacesIn(asked).EnumerateArray().Select(_ => new { verified = false, message }).ToList();
            reply(BreakpointRequests.WithLines(new Response(asked.Seq, asked.Command, true, Body: new { breakpoints }), asked));
        }
    }

    private string SourceOf(DebugRequest asked) =>
        asked.Arguments is { ValueKind: JsonValueKind.Object } arguments && arguments.TryGetProperty("source", out var source)
        && source.ValueKind == JsonValueKind.Object && source.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
        && _files.Find(path.GetString()!) is { } text
            ? text
            : throw new RequestException("no cell has this path");

    private static string Text(DebugRequest asked, string name) =>
        asked.Arguments is { ValueKind: JsonValueKind.Object } arguments && arguments.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new RequestException($"the arguments of `{asked.Command}` lack the text `{name}`");
}
