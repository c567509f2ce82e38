using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.DebugAdapter.Protocol;
using DebugRequest = StateFlow.DebugAdapter.Protocol.Request;

namespace StateFlow.Jupyter.Debugging;

/// <summary>Where clients want runs to stop: for each cell, and for functions, data and failures, the last request that said so.</summary>
internal sealed class BreakpointRequests
{
    private const string Lines = "setBreakpoints";

    /// <summary>What each kind of request calls its list of places.</summary>
    private static readonly ImmutableDictionary<string, string> Lists = new Dictionary<string, string>
    {
        [Lines] = "breakpoints",
        ["setFunctionBreakpoints"] = "breakpoints",
        ["setDataBreakpoints"] = "breakpoints",
        ["setExceptionBreakpoints"] = "filters",
    }.ToImmutableDictionary();

    private readonly Dictionary<(string Command, string? Path), DebugRequest> _requests = [];

    public BreakpointRequests() => Clear();

    /// <summary>What is to be asked of each run.</summary>
    public IEnumerable<DebugRequest> All => _requests.Values;

    /// <summary>The same with no place in them.</summary>
    public IEnumerable<DebugRequest> Emptied => _requests.Select(entry => Empty(entry.Key.Command, entry.Key.Path));

    /// <summary>The places in cells, by the paths of these.</summary>
    public IEnumerable<(string Path, JsonElement Breakpoints)> InCells =>
        from entry in _requests where entry.Key.Path is not null select (entry.Key.Path, PlacesIn(entry.Value));

    /// <summary>Whether a request says where to stop.</summary>
    public static bool IsOne(DebugRequest request) => Lists.ContainsKey(request.Command);

    /// <summary>The cell that a request is about; null if it is about no cell.</summary>
    /// <exception cref="RequestException">It lacks what says so.</exception>
    public static string? PathIn(DebugRequest request)
    {
        if (request.Command != Lines) return null;
        return request.Arguments is { ValueKind: JsonValueKind.Object } arguments
            && arguments.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object
            && source.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? path.GetString()
            : throw new RequestException("the arguments of `setBreakpoints` lack the `path` of a `source`: ask for it with `dumpCell`");
    }

    /// <summary>The places that a request lists.</summary>
    /// <exception cref="RequestException">It has no such list.</exception>
    public static JsonElement PlacesIn(DebugRequest request)
    {
        var list = Lists[request.Command];
        return request.Arguments is { ValueKind: JsonValueKind.Object } arguments && arguments.TryGetProperty(list, out var places)
            && places.ValueKind == JsonValueKind.Array
            ? places
            : throw new RequestException($"the arguments of `{request.Command}` lack a list of `{list}`");
    }

    /// <summary>A response in which each breakpoint has a line, be it only the one that was asked for: JupyterLab shows none without.</summary>
    public static Response WithLines(Response response, DebugRequest request)
    {
        if (request.Command != Lines || !response.Success || response.ToJson().GetProperty("body").GetProperty("breakpoints") is not { ValueKind: JsonValueKind.Array } set) return response;
        var breakpoints = set.EnumerateArray().Zip(PlacesIn(request).EnumerateArray(), (breakpoint, asked) =>
        {
            var shown = JsonObject.Create(breakpoint)!;
            if (!shown.ContainsKey("line") && LineOf(asked) is { } line) shown["line"] = line;
            return shown;
        });
        return response with { Body = new { breakpoints = breakpoints.ToList() } };
    }

    /// <summary>Takes the place of the last request about the same.</summary>
    /// <exception cref="RequestException">It says nothing that can be understood.</exception>
    public void Set(DebugRequest request)
    {
        var key = (request.Command, PathIn(request));
        if (PlacesIn(request).GetArrayLength() > 0) _requests[key] = request;
        else _requests[key] = Empty(key.Command, key.Item2);
    }

    /// <summary>Forgets all: the runs stop nowhere, not even at failures.</summary>
    public void Clear()
    {
        _requests.Clear();
        Set(Empty("setExceptionBreakpoints", null));
    }

    private static int? LineOf(JsonElement place) =>
        place.ValueKind == JsonValueKind.Object && place.TryGetProperty("line", out var line) && line.ValueKind == JsonValueKind.Number && line.TryGetInt32(out var number)
            ? number
            : null;

    private static DebugRequest Empty(string command, string? path)
    {
        var arguments = new Dictionary<string, object> { [Lists[command]] = Array.Empty<string>() };
        if (path is not null) arguments["source"] = new { path };
        return new DebugRequest(0, command, JsonSerializer.SerializeToElement(arguments));
    }
}
