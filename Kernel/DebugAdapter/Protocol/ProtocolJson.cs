using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StateFlow.DebugAdapter.Protocol;

/// <summary>How messages are written as JSON.</summary>
internal static class ProtocolJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The arguments of a request.</summary>
    /// <exception cref="RequestException">They are not as the protocol has them.</exception>
    public static T ArgumentsOf<T>(Request request)
    {
        var arguments = request.Arguments is { ValueKind: JsonValueKind.Object } given ? given : JsonElement.Parse("{}");
        try
        {
            return arguments.Deserialize<T>(Options)!;
        }
        catch (JsonException exception)
        {
            var place = exception.Path is null or "$" ? "" : $" at `{exception.Path.TrimStart('$', '.')}`";
            throw new RequestException($"the arguments of `{request.Command}` are wrong{place}: a property is missing, or of the wrong type");
        }
    }
}
