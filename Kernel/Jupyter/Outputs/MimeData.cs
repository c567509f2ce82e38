using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Outputs;

/// <summary>Something to show, as messages carry it.</summary>
internal static class MimeData
{
    /// <summary>Fields <c>data</c> and <c>metadata</c>; both empty if there is nothing to show.</summary>
    public static JsonObject Of(MimeBundle? content)
    {
        var data = new JsonObject();
        foreach (var (mimeType, form) in content?.Contents ?? ImmutableSortedDictionary<string, string>.Empty)
            data[mimeType] = IsJson(mimeType) ? Parse(form) : form;
        return new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
    }

    private static bool IsJson(string mimeType) => mimeType == MimeBundle.Json || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static JsonNode? Parse(string form)
    {
        try
        {
            return JsonNode.Parse(form);
        }
        catch (JsonException)
        {
            return form;
        }
    }
}
