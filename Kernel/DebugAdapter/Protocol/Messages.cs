using System.Text.Json;

namespace StateFlow.DebugAdapter.Protocol;

/// <summary>What the adapter sends.</summary>
/// <param name="Type"><c>response</c> or <c>event</c>.</param>
public abstract record ProtocolMessage(string Type)
{
    /// <summary>Its number among the messages of the adapter, from 1.</summary>
    public int Seq { get; init; }

    /// <summary>The message as the protocol writes it.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, GetType(), ProtocolJson.Options);
}

/// <summary>The answer to a request.</summary>
/// <param name="RequestSeq">The number of the request; 0 if it could not be read.</param>
/// <param name="Message">Why it failed.</param>
/// <param name="Body">What was asked for.</param>
public sealed record Response(
    [property: System.Text.Json.Serialization.JsonPropertyName("request_seq")] int RequestSeq, string Command, bool Success, string? Message = null, object? Body = null)
    : ProtocolMessage("response");

/// <summary>Something that has happened.</summary>
public sealed record Event(string Name, object? Body = null) : ProtocolMessage("event")
{
    /// <summary>Its name as the protocol calls it.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("event")]
    public string Name { get; init; } = Name;
}

/// <summary>What a client asks for.</summary>
/// <param name="Seq">Its number, which the response repeats.</param>
public sealed record Request(int Seq, string Command, JsonElement? Arguments)
{
    /// <summary>The request that a message is.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static Request Read(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            return Read(JsonElement.ParseValue(ref reader));
        }
        catch (JsonException exception)
        {
            throw new RequestException($"a message is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
    }

    /// <summary>The request that a message is.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static Request Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) throw new RequestException("a message is a JSON object");
        if (Text(message, "type") is not "request") throw new RequestException($"expected a message of type `request`, found `{Text(message, "type") ?? "none"}`");
        var command = Text(message, "command") ?? throw new RequestException("a request has no `command`");
        return new Request(
            message.TryGetProperty("seq", out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt32(out var number) ? number : 0,
            command,
            message.TryGetProperty("arguments", out var arguments) ? arguments.Clone() : null);
    }

    private static string? Text(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A request that cannot be fulfilled; the message tells the client why.</summary>
public sealed class RequestException(string message) : Exception(message);
