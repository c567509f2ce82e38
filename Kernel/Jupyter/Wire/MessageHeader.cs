using System.Text.Json;

namespace StateFlow.Jupyter.Wire;

/// <summary>What a message says about itself.</summary>
/// <param name="Json">The header as it came: it is the parent header of all that answers the message.</param>
internal sealed record MessageHeader(string Id, string Session, string Type, byte[] Json)
{
    /// <exception cref="MalformedMessageException"/>
    public static MessageHeader Read(byte[] json)
    {
        var header = WireJson.Read(json, "header");
        return new MessageHeader(Text(header, "msg_id"), Text(header, "session"), Text(header, "msg_type"), json);
    }

    private static string Text(JsonElement header, string name)
    {
        if (!header.TryGetProperty(name, out var field)) throw new MalformedMessageException($"its header has no '{name}'");
        if (field.ValueKind != JsonValueKind.String || WireJson.Text(field) is not { Length: > 0 } text)
            throw new MalformedMessageException($"'{name}' in its header is not a text");
        return text;
    }
}
