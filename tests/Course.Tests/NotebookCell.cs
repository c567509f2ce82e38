using System.Text.Json.Nodes;

namespace StateFlow.Course.Tests;

/// <summary>A cell as it is stored.</summary>
internal sealed class NotebookCell(JsonObject json)
{
    public string Id => json["id"]?.GetValue<string>() ?? "";

    public bool IsCode => json["cell_type"]!.GetValue<string>() == "code";

    public string Source => TextOf(json["source"]!);

    /// <summary>Whether it is meant to fail.</summary>
    public bool MayFail => json["metadata"]?["tags"] is JsonArray tags && tags.Any(tag => tag!.GetValue<string>() == "raises-exception");

    public bool HasFailed => Outputs.Any(output => TypeOf(output) == "error");

    /// <summary>What its outputs are to hold.</summary>
    public IEnumerable<Promise> Promises =>
        json["metadata"]?["stateflow"]?["promises"] is JsonArray promises ? promises.Select(promise => Promise.Parse(promise!.GetValue<string>())) : [];

    /// <summary>What it put out, as text, whichever way its lines are stored.</summary>
    public IEnumerable<(string Kind, string Text)> Shown => Outputs.SelectMany(output => TypeOf(output) switch
    {
        "stream" => [(output["name"]!.GetValue<string>(), TextOf(output["text"]!))],
        "error" => [(Promise.Error, $"{output["ename"]}\n{output["evalue"]}\n{string.Join('\n', output["traceback"]!.AsArray().Select(line => line!.GetValue<string>()))}")],
        _ => output["data"]!.AsObject().Select(form => (form.Key, TextOf(form.Value!))),
    });

    private IEnumerable<JsonObject> Outputs => json["outputs"] is JsonArray outputs ? outputs.Select(output => output!.AsObject()) : [];

    private static string TypeOf(JsonObject output) => output["output_type"]!.GetValue<string>();

    private static string TextOf(JsonNode lines) => lines is JsonArray array ? string.Concat(array.Select(line => line!.GetValue<string>())) : lines.GetValue<string>();
}
