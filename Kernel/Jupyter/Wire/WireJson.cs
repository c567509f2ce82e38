using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Wire;

/// <summary>JSON as messages carry it.</summary>
internal static class WireJson
{
    /// <summary>An object without fields.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 256 };

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object that a part of a message is.</summary>
    /// <exception cref="MalformedMessageException">It is no object.</exception>
    public static JsonElement Read(byte[] part, string name)
    {
        try
        {
            var element = JsonDocument.Parse(part, ReaderOptions).RootElement;
            return element.ValueKind == JsonValueKind.Object ? element : throw new MalformedMessageException($"its {name} is not a JSON object");
        }
        catch (JsonException)
        {
            throw new MalformedMessageException($"its {name} is not JSON");
        }
    }

    /// <summary>The text that a string stands for; null if it is none, such as half of a surrogate pair.</summary>
    public static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static byte[] Write(JsonObject part)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, WriterOptions)) part.WriteTo(writer);
        return bytes.ToArray();
    }
}
