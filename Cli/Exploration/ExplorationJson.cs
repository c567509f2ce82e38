using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Interpreter.Exploration;

namespace StateFlow.Cli.Exploration;

/// <summary>The report of an exploration for programs to read.</summary>
internal static class ExplorationJson
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ExplorationResult result, ExplorationOptions options)
    {
        var statistics = result.Statistics;
        var report = new JsonObject
        {
            ["findings"] = new JsonArray([.. result.Findings.Select(Finding)]),
            ["isComplete"] = statistics.End == SearchEnd.Complete,
            ["end"] = JsonNamingPolicy.CamelCase.ConvertName(statistics.End.ToString()),
            ["states"] = statistics.States,
            ["steps"] = statistics.Steps,
            ["interleavings"] = statistics.Runs,
            ["outcomes"] = statistics.Outcomes,
            ["serialOutcomes"] = statistics.SerialOutcomes,
            ["randomRuns"] = statistics.RandomRuns,
            ["hasConcurrency"] = statistics.HasConcurrency,
            ["faults"] = options.Faults,
            ["delivery"] = JsonNamingPolicy.CamelCase.ConvertName(options.Delivery.ToString()),
            ["seconds"] = Math.Round(statistics.Time.TotalSeconds, 3),
        };
        return report.ToJsonString(Format);
    }

    private static JsonObject Finding(Finding finding) => new()
    {
        ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()),
        ["file"] = finding.Span.File,
        ["line"] = finding.Span.Start.Line,
        ["column"] = finding.Span.Start.Column,
        ["message"] = finding.Message,
        ["details"] = Texts(finding.Details),
        ["entities"] = Texts(finding.Entities),
        ["calls"] = new JsonArray([.. finding.Run.Calls.Select(call => new JsonObject { ["text"] = call.Text, ["line"] = call.Span.Start.Line })]),
        ["interleaving"] = Texts(InterleavingText.Lines(finding.Run)),
        ["schedule"] = JsonNode.Parse(finding.Run.Schedule.ToJson()),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
