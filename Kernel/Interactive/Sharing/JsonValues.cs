using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interactive.Sharing;

/// <summary>Values as the JSON in which kernels of other languages send and expect them.</summary>
internal static class JsonValues
{
    /// <summary>Numbers, texts, truth values and lists as JSON has them; what JSON does not have as text.</summary>
    public static string Write(Value value) => Node(value).ToJsonString();

    /// <summary>The value and its type; null if the language has none for it.</summary>
    public static (DataType Type, Value Value)? Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return (DataType.Bool, BoolValue.Of(json.GetBoolean()));
            case JsonValueKind.String:
                return (DataType.String, new StringValue(json.GetString()!));
            case JsonValueKind.Number:
                return json.TryGetInt64(out var number) ? (DataType.Int, IntValue.Of(number)) : (DataType.Float, new FloatValue(json.GetDouble()));
            case JsonValueKind.Array:
                var items = json.EnumerateArray().Select(Read).ToArray();
                if (items.Length == 0 || items.Any(item => item is null || item.Value.Type != items[0]!.Value.Type)) return null;
                return (new ListType(items[0]!.Value.Type), ListValue.From(items.Select(item => item!.Value.Value)));
            default:
                return null;
        }
    }

    private static JsonNode Node(Value value) => value switch
    {
        IntValue number => JsonValue.Create(number.Value),
        FloatValue { Value: var number } when double.IsFinite(number) => JsonValue.Create(number),
        BoolValue truth => JsonValue.Create(truth.Value),
        StringValue text => JsonValue.Create(text.Value),
        ListValue list => new JsonArray([.. list.Select(Node)]),
        _ => JsonValue.Create(value.ToString()),
    };
}
