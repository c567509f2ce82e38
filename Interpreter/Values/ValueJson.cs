using System.Globalization;
using System.Text.Json.Nodes;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Values;

/// <summary>Values as JSON, which is read with the type of the value: it does not repeat it.</summary>
internal static class ValueJson
{
    /// <summary>A value that can be stored as JSON.</summary>
    public static JsonNode Write(Value value) => value switch
    {
        IntValue number => JsonValue.Create(number.Value),
        FloatValue number => JsonValue.Create(number.Value.ToString("R", CultureInfo.InvariantCulture)),
        BoolValue truth => JsonValue.Create(truth.Value),
        StringValue text => JsonValue.Create(text.Value),
        UnitValue => new JsonArray(),
        ListValue list => Array(list),
        OptionValue { Item: { } item } => Array([item]),
        OptionValue => new JsonArray(),
        TupleValue tuple => Array(tuple.Items),
        RecordValue record => Array(record.Fields),
        UnionValue union => new JsonObject { ["case"] = union.Case.Name, ["fields"] = Array(union.Fields) },
        MapValue map => new JsonArray([.. map.Entries.Select(entry => Array([entry.Key, entry.Value]))]),
        SetValue set => Array(set.Items),
        EntityReference reference => Write(reference.Key),
        FailureValue failure => JsonValue.Create(failure.Failure.Message),
        _ => throw new ArgumentException($"{value} cannot be written", nameof(value)),
    };

    /// <summary>The value of that type that a JSON text describes.</summary>
    /// <exception cref="FormatException">It describes none.</exception>
    public static Value Read(JsonNode? json, DataType type, ValueTypes types)
    {
        try
        {
            return Value(json!, type, types);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or NullReferenceException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"`{json?.ToJsonString()}` is no value of type `{type}`");
        }
    }

    private static JsonArray Array(IEnumerable<Value> values) => new([.. values.Select(Write)]);

    private static Value Value(JsonNode json, DataType type, ValueTypes types) => type switch
    {
        PrimitiveType when type == DataType.Int => IntValue.Of(json.GetValue<long>()),
        PrimitiveType when type == DataType.Float => new FloatValue(double.Parse(json.GetValue<string>(), CultureInfo.InvariantCulture)),
        PrimitiveType when type == DataType.Bool => BoolValue.Of(json.GetValue<bool>()),
        PrimitiveType when type == DataType.String => new StringValue(json.GetValue<string>()),
        PrimitiveType when type == DataType.Unit => UnitValue.Instance,
        ListType list => ListValue.From(json.AsArray().Select(item => Value(item!, list.Item, types))),
        OptionType option => json.AsArray() is [{ } item] ? OptionValue.Some(Value(item, option.Item, types)) : OptionValue.None,
        TupleType tuple => new TupleValue(All(json, tuple.Items, types)),
        SetType set => SetValue.From(json.AsArray().Select(item => Value(item!, set.Item, types))),
        MapType map => MapValue.From(json.AsArray().Select(entry => KeyValuePair.Create(Value(entry![0]!, map.Key, types), Value(entry[1]!, map.Value, types)))),
        EntityType entity => new EntityReference(entity.Name, Value(json, types.KeyType(entity), types)),
        NamedType named => types.Definition(named) switch
        {
            RecordDefinition record => new RecordValue(record, All(json, types.FieldTypes(named, record.Fields), types)),
            UnionDefinition union when union.Cases.First(one => one.Name == json["case"]!.GetValue<string>()) is var unionCase =>
                new UnionValue(unionCase, All(json["fields"]!, types.FieldTypes(named, unionCase.Fields), types)),
            _ => throw new InvalidOperationException(),
        },
        _ => throw new InvalidOperationException(),
    };

    private static ImmutableArray<Value> All(JsonNode json, Sequence<DataType> fields, ValueTypes types)
    {
        var items = json.AsArray();
        return [.. fields.Select((field, index) => Value(items[index]!, field, types))];
    }
}
