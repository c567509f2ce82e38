using System.Text.Json.Nodes;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Jupyter.Requests;

/// <summary>Contents that replies to several requests have.</summary>
internal static class Replies
{
    private const string Status = "status";

    private const string Failed = "error";

    /// <summary>It was done; more fields are added to it.</summary>
    public static JsonObject Ok() => Ok([]);

    /// <summary>It was done, and gave something.</summary>
    public static JsonObject Ok(JsonObject fields)
    {
        fields[Status] = "ok";
        return fields;
    }

    /// <summary>It was not done.</summary>
    public static JsonObject Error(CellError error) => Error(error.Name, error.Message, error.Lines);

    /// <summary>It was not done.</summary>
    public static JsonObject Error(string name, string message, ImmutableArray<string> lines)
    {
        var reply = new JsonObject { [Status] = Failed };
        foreach (var (field, value) in ErrorFields(name, message, lines)) reply[field] = value;
        return reply;
    }

    /// <summary>What an error that is published says.</summary>
    public static JsonObject ErrorOutput(CellError error) => new(ErrorFields(error.Name, error.Message, error.Lines));

    /// <summary>It was not tried, since something before it went wrong.</summary>
    public static JsonObject Aborted() => new() { [Status] = "aborted" };

    /// <summary>Whether a reply says that something went wrong.</summary>
    public static bool IsError(JsonObject reply) => (string?)reply[Status] == Failed;

    /// <summary>Texts as an array.</summary>
    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> ErrorFields(string name, string message, ImmutableArray<string> lines) =>
    [
        new("ename", name),
        new("evalue", message),
        new("traceback", Array(lines.IsEmpty ? [$"{name}: {message}"] : lines)),
    ];
}
