using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Requests;

/// <summary>The cells that have been run since the kernel was started.</summary>
internal sealed class CellHistory
{
    /// <summary>History is not kept longer than the process, so there is only one session.</summary>
    private const int Session = 1;

    private readonly List<Entry> _entries = [];

    /// <summary>How many there are; the number of the last one.</summary>
    public int Count => _entries.Count;

    public void Add(string code) => _entries.Add(new Entry(_entries.Count + 1, code, null));

    /// <summary>Remembers what the last cell gave.</summary>
    public void SetOutput(string output) => _entries[^1] = _entries[^1] with { Output = output };

    /// <summary>Answers <c>history_request</c>.</summary>
    public JsonObject Find(Request request)
    {
        var last = request.Number("n") ?? int.MaxValue;
        var found = request.Text("hist_access_type") switch
        {
            "tail" => Tail(_entries, last),
            "range" => Range(request.Number("session") ?? 0, request.Number("start") ?? 0, request.Number("stop") ?? int.MaxValue),
            "search" => Tail(Matching(request.TextOrNull("pattern") ?? "*", request.Flag("unique", missing: false)), last),
            var other => throw new RefusedRequestException($"'hist_access_type' is '{other}', not 'tail', 'range' or 'search'"),
        };
        var withOutput = request.Flag("output", missing: false);
        var reply = Replies.Ok();
        reply["history"] = new JsonArray([.. found.Select(entry => Row(entry, withOutput))]);
        return reply;
    }

    private static IEnumerable<Entry> Tail(IReadOnlyList<Entry> entries, int count) => entries.Skip(entries.Count - Math.Clamp(count, 0, entries.Count));

    /// <param name="session">0 for the present one; -1 for the one before, of which nothing is known.</param>
    private IEnumerable<Entry> Range(int session, int start, int stop) =>
        session is 0 or Session ? _entries.Where(entry => entry.Number >= start && entry.Number < stop) : [];

    private List<Entry> Matching(string pattern, bool isUnique)
    {
        var found = _entries.Where(entry => FileSystemName.MatchesSimpleExpression(pattern, entry.Code, ignoreCase: false));
        return [.. isUnique ? found.GroupBy(entry => entry.Code).Select(same => same.Last()).OrderBy(entry => entry.Number) : found];
    }

    private static JsonNode Row(Entry entry, bool withOutput) =>
        new JsonArray(Session, entry.Number, withOutput ? new JsonArray(entry.Code, entry.Output) : entry.Code);

    private sealed record Entry(int Number, string Code, string? Output);
}
