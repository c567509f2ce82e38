using StateFlow.Language.IR;

namespace StateFlow.Execution.Records;

/// <summary>Finds where a program's entities are not those whose states are stored.</summary>
/// <remarks>
/// A program may have other entities than those that are stored. Of what is stored nothing may be missing or declared in another way.
/// </remarks>
/// <param name="completesStates">Whether fields may be new whose first values can be computed from those that are stored.</param>
internal sealed class SchemaFit(StoredSchema stored, Program program, bool completesStates)
{
    private readonly Dictionary<string, StoredEntity> _entities = stored.Entities.ToDictionary(entity => entity.Name);
    private readonly Dictionary<string, StoredType> _types = stored.Types.ToDictionary(type => type.Name);
    private readonly Dictionary<string, Operator> _operators = program.Operators.ToDictionary(op => op.Name);
    private readonly Dictionary<string, TypeDefinition> _definitions = program.Types.ToDictionary(type => type.Name);

    /// <summary>What was found out about the types that a name stands for; a type that is being looked at is taken for the same meanwhile.</summary>
    private readonly Dictionary<string, string?> _found = [];

    /// <summary>What does not fit of an entity type; null if its stored states can be used.</summary>
    public string? Mismatch(string entity) => Mismatches(entity).FirstOrDefault();

    /// <summary>All that does not fit of an entity type.</summary>
    public IEnumerable<string> Mismatches(string entity)
    {
        var before = _entities[entity];
        if (!_operators.TryGetValue(entity, out var after)) return [$"entity {entity} is stored, the program has none of that name"];
        if (before.Key != after.Fields[after.KeyField].Name) return [$"the key of entity {entity} is stored as '{before.Key}', the program declares '{after.Fields[after.KeyField].Name}'"];
        return before.Fields
            .Where(field => after.Fields.All(other => other.Name != field.Name))
            .Select(field => $"field '{field.Name}' of entity {entity} is stored, the program has none of that name")
            .Concat(after.Fields.Select(field => Mismatch(before, after, field)).OfType<string>());
    }

    /// <summary>In what values of a type, written alike in both, differ; null if in nothing.</summary>
    public string? Mismatch(DataType type) => type switch
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

    private string? Mismatch(StoredEntity before, Operator after, Field field)
    {
        if (before.Fields.FirstOrDefault(other => other.Name == field.Name) is not { } earlier)
        {
            if (!completesStates) return $"field '{field.Name}' of entity {before.Name} is new, no value of it is stored";
            return new FirstValueNeeds(program, after, before.Fields.Select(other => other.Name).ToHashSet()).Missing(field.Name) is { } parameter
                ? $"field '{field.Name}' of entity {before.Name} is new, and its first value needs the constructor's parameter '{parameter}', which is not stored"
                : null;
        }

        if (earlier.Type != field.Type.ToString()) return $"field '{field.Name}' of entity {before.Name} is stored as {earlier.Type}, the program declares {field.Type}";
        return Mismatch(field.Type) is { } inside ? $"field '{field.Name}' of entity {before.Name}: {inside}" : null;
    }

    private string? First(IEnumerable<DataType> types) => types.Select(Mismatch).FirstOrDefault(mismatch => mismatch is not null);

    private string? MismatchOfKey(string name)
    {
        if (!_entities.TryGetValue(name, out var before) || !_operators.TryGetValue(name, out var after)) return $"{name} was no entity when it was stored, or is none now";
        var (earlier, later) = (before.Fields.Single(field => field.Name == before.Key).Type, after.Fields[after.KeyField].Type);
        return earlier == later.ToString() ? null : $"the key of entity {name} is stored as {earlier}, the program declares {later}";
    }

    private string? MismatchOfType(string name)
    {
        if (_found.TryGetValue(name, out var found)) return found;
        _found.Add(name, null);
        return _found[name] = !_types.TryGetValue(name, out var before) || !_definitions.TryGetValue(name, out var after) || before.Declaration != StoredSchema.Notation(after)
            ? $"type {name} is declared in another way than when it was stored"
            : First(after switch
            {
                RecordDefinition record => record.Fields.Select(field => field.Type),
                UnionDefinition union => union.Cases.SelectMany(one => one.Fields).Select(field => field.Type),
                _ => throw new ArgumentOutOfRangeException(nameof(name)),
            });
    }
}
