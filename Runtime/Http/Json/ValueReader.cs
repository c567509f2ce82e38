using System.Text.Json;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Http.Json;

/// <summary>Reads JSON as values of known types.</summary>
internal sealed class ValueReader(ValueTypes types)
{
    private const int ShownCharacters = 60;

    /// <summary>Reads a value.</summary>
    /// <param name="path">Where it stands, as in <c>order.lines[2]</c>.</param>
    /// <exception cref="WrongJsonException">It is no value of the type.</exception>
    public Value Read(JsonElement json, DataType type, string path) => type switch
    {
        PrimitiveType when type == DataType.Int => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? IntValue.Of(number) : throw Wrong(json, type, path),
        PrimitiveType when type == DataType.Float => new FloatValue(Float(json) ?? throw Wrong(json, type, path)),
        PrimitiveType when type == DataType.Bool => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? BoolValue.Of(json.GetBoolean()) : throw Wrong(json, type, path),
        PrimitiveType when type == DataType.String => new StringValue(Text(json) ?? throw Wrong(json, type, path)),
        PrimitiveType when type == DataType.Unit => json.ValueKind == JsonValueKind.Null ? UnitValue.Instance : throw Wrong(json, type, path),
        EntityType entity => new EntityReference(entity.Name, Key(json, entity, path)),
        OptionType option => Option(json, option, path),
        ListType list => ListValue.From(Items(json, type, path).Select((item, index) => Read(item, list.Item, $"{path}[{index}]"))),
        SetType set => SetValue.From(Items(json, type, path).Select((item, index) => Read(item, set.Item, $"{path}[{index}]"))),
        TupleType tuple => new TupleValue(All(json, type, tuple.Items, path)),
        MapType map => MapValue.From(Entries(json, map, path)),
        NamedType named => types.Definition(named) switch
        {
            RecordDefinition record => Record(json, named, record, path),
            UnionDefinition union => Union(json, named, union, path),
            _ => throw Wrong(json, type, path),
        },
        _ => throw Wrong(json, type, path),
    };

    /// <summary>The fields of an object by name.</summary>
    /// <param name="what">What the names are names of, for the message about an unknown one.</param>
    /// <exception cref="WrongJsonException">There are others, or too few.</exception>
    public ImmutableArray<Value> Fields(JsonElement json, string what, IReadOnlyList<(string Name, DataType Type)> fields, string path)
    {
        var given = new Dictionary<string, JsonElement>();
        foreach (var property in json.EnumerateObject())
        {
            if (fields.All(field => field.Name != property.Name))
                throw new WrongJsonException(Below(path, property.Name), NearestName.Describe(what, Shortened(property.Name), [.. fields.Select(field => field.Name)]));
            given[property.Name] = property.Value;
        }

        return [.. fields.Select(field => given.TryGetValue(field.Name, out var value)
            ? Read(value, field.Type, Below(path, field.Name))
            : field.Type is OptionType ? OptionValue.None : throw new WrongJsonException(Below(path, field.Name), $"missing: expected a value of type `{field.Type}`"))];
    }

    private static string Below(string path, string name) => path == "" ? name : $"{path}.{name}";

    private static double? Float(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when Text(json) is { } text => JsonLimits.Named(text),
        _ => null,
    };

    /// <summary>A string; null if it is none, or its escapes are no text.</summary>
    private static string? Text(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String) return null;
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private Value Key(JsonElement json, EntityType entity, string path)
    {
        try
        {
            return Read(json, types.KeyType(entity), path);
        }
        catch (WrongJsonException)
        {
            throw new WrongJsonException(path, $"expected the key of an entity of type `{entity}`, which is of type `{types.KeyType(entity)}`, found {Shown(json)}");
        }
    }

    private OptionValue Option(JsonElement json, OptionType option, string path)
    {
        if (json.ValueKind == JsonValueKind.Null) return OptionValue.None;
        if (!JsonLimits.CanBeNull(option.Item)) return OptionValue.Some(Read(json, option.Item, path));
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("some", out var item)
            ? OptionValue.Some(Read(item, option.Item, Below(path, "some")))
            : throw Wrong(json, option, path);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, DataType type, string path) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Wrong(json, type, path);

    private ImmutableArray<Value> All(JsonElement json, DataType type, Sequence<DataType> items, string path)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != items.Count) throw Wrong(json, type, path);
        return [.. json.EnumerateArray().Zip(items).Select((item, index) => Read(item.First, item.Second, $"{path}[{index}]"))];
    }

    private IEnumerable<KeyValuePair<Value, Value>> Entries(JsonElement json, MapType map, string path)
    {
        if (map.Key == DataType.String)
        {
            if (json.ValueKind != JsonValueKind.Object) throw Wrong(json, map, path);
            return json.EnumerateObject().Select(entry => KeyValuePair.Create((Value)new StringValue(entry.Name), Read(entry.Value, map.Value, Below(path, entry.Name))));
        }

        var pair = new TupleType([map.Key, map.Value]);
        return Items(json, map, path).Select((entry, index) => All(entry, pair, pair.Items, $"{path}[{index}]")).Select(both => KeyValuePair.Create(both[0], both[1]));
    }

    private RecordValue Record(JsonElement json, NamedType type, RecordDefinition record, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Wrong(json, type, path);
        var fields = record.Fields.Zip(types.FieldTypes(type, record.Fields), (field, fieldType) => (field.Name!, fieldType)).ToList();
        return new RecordValue(record, Fields(json, "field", fields, path));
    }

    private UnionValue Union(JsonElement json, NamedType type, UnionDefinition union, string path)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("case", out var name) || Text(name) is not { } caseName) throw Wrong(json, type, path);
        var unionCase = union.Cases.FirstOrDefault(one => one.Name == caseName)
            ?? throw new WrongJsonException(Below(path, "case"), NearestName.Describe("case", Shortened(caseName), [.. union.Cases.Select(one => one.Name)]));
        var fields = types.FieldTypes(type, unionCase.Fields);
        if (json.TryGetProperty("fields", out var given)) return new UnionValue(unionCase, All(given, new TupleType(fields), fields, Below(path, "fields")));
        return fields.Count == 0
            ? new UnionValue(unionCase, [])
            : throw new WrongJsonException(Below(path, "fields"), $"missing: expected an array of {fields.Count}, of the types `{string.Join("`, `", fields)}`");
    }

    private static WrongJsonException Wrong(JsonElement json, DataType type, string path) => new(path, $"expected {Expected(type)}, found {Shown(json)}");

    private static string Expected(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => "a value of type `int`, a whole number of 64 bits",
        PrimitiveType when type == DataType.Float => "a value of type `float`, a number, \"NaN\", \"Infinity\" or \"-Infinity\"",
        ListType or SetType => $"a value of type `{type}`, an array",
        TupleType tuple => $"a value of type `{type}`, an array of {tuple.Items.Count}",
        MapType map => map.Key == DataType.String ? $"a value of type `{type}`, an object" : $"a value of type `{type}`, an array of pairs",
        OptionType => $"a value of type `{type}`, null or {{\"some\": ...}}",
        NamedType => $"a value of type `{type}`, an object",
        PrimitiveType when type == DataType.Unit => "null",
        _ => $"a value of type `{type}`",
    };

    private static string Shown(JsonElement json) => Shortened(json.GetRawText().ReplaceLineEndings(" "));

    private static string Shortened(string text) => text.Length <= ShownCharacters ? text : $"{text[..(ShownCharacters - 3)]}...";
}

/// <summary>JSON is no value of the type that is expected.</summary>
/// <param name="path">Where; empty for the whole.</param>
internal sealed class WrongJsonException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
