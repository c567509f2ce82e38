using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Http.Json;

/// <summary>Values as JSON, as one would write it by hand; <c>docs/serve.md</c> has the table.</summary>
internal sealed class ValueWriter(ValueTypes types)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonLimits.MaxDepth };

    /// <exception cref="ValueTooDeepException">JSON has a limit to nesting, which the value exceeds.</exception>
    public string Write(Value value, DataType type) => Text(Node(value, type));

    /// <exception cref="ValueTooDeepException">JSON has a limit to nesting, which the value exceeds.</exception>
    public JsonNode? Node(Value value, DataType type) => Node(value, type, 0);

    public static string Text(JsonNode? node) => node is null ? "null" : node.ToJsonString(Options);

    private JsonNode? Node(Value value, DataType type, int depth)
    {
        if (depth >= JsonLimits.MaxDepth - 1) throw new ValueTooDeepException();
        return (value, type) switch
        {
            (IntValue number, _) => JsonValue.Create(number.Value),
            (FloatValue { Value: var number }, _) => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(JsonLimits.NameOf(number)),
            (BoolValue truth, _) => JsonValue.Create(truth.Value),
            (StringValue text, _) => JsonValue.Create(text.Value),
            (UnitValue, _) => null,
            (FailureValue failure, _) => JsonValue.Create(failure.Failure.Message),
            (EntityReference reference, EntityType entity) => Node(reference.Key, types.KeyType(entity), depth),
            (OptionValue { Item: null }, _) => null,
            (OptionValue { Item: { } item }, OptionType option) => JsonLimits.CanBeNull(option.Item)
                ? new JsonObject { ["some"] = Node(item, option.Item, depth + 1) }
                : Node(item, option.Item, depth),
            (ListValue items, ListType list) => Array(items, list.Item, depth),
            (SetValue { Items: var items }, SetType set) => Array(items, set.Item, depth),
            (TupleValue { Items: var items }, TupleType tuple) => All(items, tuple.Items, depth),
            (MapValue { Entries: var entries }, MapType map) when map.Key == DataType.String =>
                new JsonObject(entries.Select(entry => KeyValuePair.Create(((StringValue)entry.Key).Value, Node(entry.Value, map.Value, depth + 1)))),
            (MapValue { Entries: var entries }, MapType map) => new JsonArray([.. entries.Select(entry =>
                new JsonArray(Node(entry.Key, map.Key, depth + 2), Node(entry.Value, map.Value, depth + 2)))]),
            (RecordValue record, NamedType named) => new JsonObject(record.Definition.Fields
                .Zip(record.Fields, types.FieldTypes(named, record.Definition.Fields))
                .Select(field => KeyValuePair.Create(field.First.Name!, Node(field.Second, field.Third, depth + 1)))),
            (UnionValue union, NamedType named) => Union(union, types.FieldTypes(named, union.Case.Fields), depth),
            _ => throw new SwitchExpressionException(value),
        };
    }

    private JsonObject Union(UnionValue union, Sequence<DataType> fields, int depth)
    {
        var json = new JsonObject { ["case"] = union.Case.Name };
        if (fields.Count > 0) json["fields"] = All(union.Fields, fields, depth + 1);
        return json;
    }

    private JsonArray Array(IEnumerable<Value> items, DataType type, int depth) => new([.. items.Select(item => Node(item, type, depth + 1))]);

    private JsonArray All(ImmutableArray<Value> items, Sequence<DataType> types, int depth) =>
        new([.. items.Zip(types, (item, type) => Node(item, type, depth + 1))]);
}

/// <summary>A value is nested more deeply than JSON may be.</summary>
internal sealed class ValueTooDeepException() : Exception($"the value is nested more than {JsonLimits.MaxDepth} levels deep, which is more than JSON may be here");
