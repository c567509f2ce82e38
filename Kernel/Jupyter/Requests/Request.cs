using System.Text.Json;
using StateFlow.Jupyter.Sockets;
using StateFlow.Jupyter.Wire;

namespace StateFlow.Jupyter.Requests;

/// <summary>A message that asks for something, with the fields of its content.</summary>
internal sealed record Request(Channel Channel, Message Message)
{
    public MessageHeader Header => Message.Header;

    public string Type => Message.Header.Type;

    /// <exception cref="RefusedRequestException">The field is missing, or no text.</exception>
    public string Text(string name) => Field(name) is { } field ? AsText(name, field) : throw new RefusedRequestException($"'{name}' is missing");

    /// <exception cref="RefusedRequestException">The field is no text.</exception>
    public string? TextOrNull(string name) => Field(name) is { } field ? AsText(name, field) : null;

    /// <exception cref="RefusedRequestException">The field is neither true nor false.</exception>
    public bool Flag(string name, bool missing) => Field(name) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new RefusedRequestException($"'{name}' is neither true nor false"),
    };

    /// <exception cref="RefusedRequestException">The field is no whole number.</exception>
    public int? Number(string name) => Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } field when field.TryGetInt32(out var number) => number,
        _ => throw new RefusedRequestException($"'{name}' is not a whole number"),
    };

    /// <summary>The fields of an object that consists of texts; none if it is missing.</summary>
    /// <exception cref="RefusedRequestException">The field is something else.</exception>
    public ImmutableArray<(string Name, string Text)> Texts(string name) => Field(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } field => [.. field.EnumerateObject().Select(inner => (inner.Name, AsText(inner.Name, inner.Value)))],
        _ => throw new RefusedRequestException($"'{name}' is not an object"),
    };

    /// <summary>A field; null if it is missing.</summary>
    public JsonElement? Field(string name) =>
        Message.Content.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    private static string AsText(string name, JsonElement field) =>
        field.ValueKind == JsonValueKind.String && WireJson.Text(field) is { } text
            ? text
            : throw new RefusedRequestException($"'{name}' is not a text");
}
