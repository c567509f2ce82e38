using System.Text.Encodings.Web;
using System.Text.Json;

namespace StateFlow.Language.IR.Json;

/// <summary>Lays JSON out for people.</summary>
internal static class JsonIndentation
{
    // Indentation takes room that grows with the square of the depth.
    private const int MaxIndentedDepth = 1_000;

    /// <summary>The same JSON with each value on a line of its own, unless it is too deep for that.</summary>
    public static byte[] Indent(byte[] utf8)
    {
        if (Depth(utf8) > MaxIndentedDepth) return utf8;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ProgramJson.MaxDepth });
            while (reader.Read()) Copy(in reader, writer);
        }

        return stream.ToArray();
    }

    private static int Depth(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ProgramJson.MaxDepth });
        var depth = 0;
        while (reader.Read()) depth = Math.Max(depth, reader.CurrentDepth);
        return depth;
    }

    private static void Copy(in Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }
}
