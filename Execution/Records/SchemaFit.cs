using StateFlow.Language.IR;

namespace StateFlow.Execution.Records;

/// <summary>Finds where a program's entities are not those whose states are stored.</summary>
internal sealed class SchemaFit(StoredSchema stored, Program program)
{
    private readonly Dictionary<string, StoredEntity> _entities = stored.Entities.ToDictionary(entity => entity.Name);
    private readonly Dictionary<string, StoredType> _types = stored.Types.ToDictionary(type => type.Name);
    private readonly Dictionary<string, TypeDefinition> _definitions = program.Types.ToDictionary(type => type.Name);
    private readonly HashSet<string> _visited = [];

    /// <summary>What does not fit of an entity type; null if its stored states can be used.</summary>
    public string? Mismatch(string entity)
    {
        var before = _entities[entity];
        if (program.Operators.FirstOrDefault(op => op.Name == entity) is not { } after) return $"entity {entity} is stored, the program has none of that name";
        if (before.Key != after.Fields[after.KeyField].Name) return $"the key of entity {entity} is stored as '{before.Key}', the program declares '{after.Fields[after.KeyField].Name}'";
        foreach (var field in before.Fields)
        {
            if (!after.Fields.Any(other => other.Name == field.Name)) return $"field '{field.Name}' of entity {entity} is stored, the program has none of that name";
        }

        foreach (var field in after.Fields)
        {
            if (before.Fields.FirstOrDefault(other => other.Name == field.Name) is not { } earlier) return $"field '{field.Name}' of entity {entity} is new, no value of it is stored";
            if (earlier.Type != field.Type.ToString()) return $"field '{field.Name}' of entity {entity} is stored as {earlier.Type}, the program declares {field.Type}";
            if (Mismatch(field.Type) is { } inside) return $"field '{field.Name}' of entity {entity}: {inside}";
        }

        return null;
    }

    /// <summary>The notations of both types are equal; what the names in them stand for may not be.</summary>
    private string? Mismatch(DataType type) => type switch
    {
        PrimitiveType or TypeParameter => null,
        ListType list => Mismatch(list.Item),
        OptionType option => Mismatch(option.Item),
        SetType set => Mismatch(set.Item),
        MapType map => Mismatch(map.Key) ?? Mismatch(map.Value),
        TupleType tuple => First(tuple.Items),
        EntityType entity => MismatchOfKey(entity.Name),
        NamedType named => First(named.Arguments) ?? MismatchOfType(named.Name),
        _ => $"values of {type} cannot be stored",
    };

    private string? First(IEnumerable<DataType> types) => types.Select(Mismatch).FirstOrDefault(mismatch => mismatch is not null);

    private string? MismatchOfKey(string entity)
    {
        var op = program.Operator(entity);
        var (before, after) = (_entities[entity].Fields.Single(field => field.Name == _entities[entity].Key).Type, op.Fields[op.KeyField].Type);
        return before == after.ToString() ? null : $"the key of entity {entity} is stored as {before}, the program declares {after}";
    }

    private string? MismatchOfType(string name)
    {
        if (!_visited.Add(name)) return null;
        var after = _definitions[name];
        if (!_types.TryGetValue(name, out var before) || before.Declaration != StoredSchema.Notation(after)) return $"type {name} is declared in another way than when it was stored";
        return First(after switch
        {
            RecordDefinition record => record.Fields.Select(field => field.Type),
            UnionDefinition union => union.Cases.SelectMany(one => one.Fields).Select(field => field.Type),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });
    }
}
