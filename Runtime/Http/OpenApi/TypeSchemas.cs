using System.Text.Json.Nodes;
using StateFlow.Http.Json;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Http.OpenApi;

/// <summary>Types as JSON schemas; records and unions are named once.</summary>
internal sealed class TypeSchemas(ValueTypes types)
{
    private readonly Dictionary<DataType, string> _names = [];
    private readonly Queue<NamedType> _missing = [];

    public JsonObject Of(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => new() { ["type"] = "integer", ["format"] = "int64" },
        PrimitiveType when type == DataType.Float => new() { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "number" }, Enum(double.NaN, double.PositiveInfinity, double.NegativeInfinity)) },
        PrimitiveType when type == DataType.Bool => new() { ["type"] = "boolean" },
        PrimitiveType when type == DataType.Unit => new() { ["type"] = "null" },
        PrimitiveType => new() { ["type"] = "string" },
        EntityType entity => Described(Of(types.KeyType(entity)), $"The key of an entity of type {entity}."),
        OptionType option => new() { ["oneOf"] = new JsonArray(JsonLimits.CanBeNull(option.Item) ? Some(option.Item) : Of(option.Item), new JsonObject { ["type"] = "null" }) },
        ListType list => Array(Of(list.Item)),
        SetType set => Array(Of(set.Item)),
        TupleType tuple => All(tuple.Items),
        MapType map when map.Key == DataType.String => new() { ["type"] = "object", ["additionalProperties"] = Of(map.Value) },
        MapType map => Array(All([map.Key, map.Value])),
        NamedType named => new() { ["$ref"] = $"#/components/schemas/{NameOf(named)}" },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>An object with such properties; those of options may be left out.</summary>
    public JsonObject Object(IEnumerable<(string Name, DataType Type)> fields)
    {
        var all = fields.ToList();
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(all.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field.Type)))),
            ["additionalProperties"] = false,
        };
        var required = all.Where(field => field.Type is not OptionType).Select(field => (JsonNode?)field.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }

    /// <summary>The records and unions that have been named so far, and those that they name.</summary>
    public JsonObject Definitions()
    {
        var schemas = new JsonObject();
        while (_missing.TryDequeue(out var type)) schemas[_names[type]] = Definition(type);
        return schemas;
    }

    private JsonObject Definition(NamedType type) => types.Definition(type) switch
    {
        RecordDefinition record => Object(record.Fields.Zip(types.FieldTypes(type, record.Fields), (field, fieldType) => (field.Name!, fieldType))),
        UnionDefinition union => new() { ["oneOf"] = new JsonArray([.. union.Cases.Select(unionCase => Case(type, unionCase))]) },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private JsonObject Case(NamedType type, UnionCase unionCase)
    {
        var properties = new JsonObject { ["case"] = new JsonObject { ["const"] = unionCase.Name } };
        if (unionCase.Fields.Count > 0) properties["fields"] = All(types.FieldTypes(type, unionCase.Fields));
        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. properties.Select(property => (JsonNode?)property.Key)]) };
    }

    /// <summary>A name that a reference may have: <c>Pair&lt;int, string></c> is <c>Pair_int_string</c>.</summary>
    private string NameOf(NamedType type)
    {
        if (_names.TryGetValue(type, out var known)) return known;
        var name = string.Join('_', type.ToString().Split([.. type.ToString().Where(character => !char.IsAsciiLetterOrDigit(character) && character != '_')], StringSplitOptions.RemoveEmptyEntries));
        while (_names.ContainsValue(name)) name += "_";
        _names.Add(type, name);
        _missing.Enqueue(type);
        return name;
    }

    private JsonObject All(Sequence<DataType> items) => new()
    {
        ["type"] = "array",
        ["prefixItems"] = new JsonArray([.. items.Select(Of)]),
        ["items"] = false,
        ["minItems"] = items.Count,
    };

    private JsonObject Some(DataType item) => new() { ["type"] = "object", ["properties"] = new JsonObject { ["some"] = Of(item) }, ["required"] = new JsonArray("some") };

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Enum(params double[] numbers) => new() { ["enum"] = new JsonArray([.. numbers.Select(number => (JsonNode?)JsonLimits.NameOf(number))]) };

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
