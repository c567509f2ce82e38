using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Values;

/// <summary>Which values are of which types: what comes from outside a program has not been checked by its compiler.</summary>
internal sealed class ValueTypes(Program program)
{
    private readonly Dictionary<string, TypeDefinition> _definitions = program.Types.ToDictionary(type => type.Name);
    private readonly Dictionary<string, DataType> _keys = program.Operators.ToDictionary(op => op.Name, op => op.Fields[op.KeyField].Type);

    /// <summary>Whether values of the type can be stored, and all that it names is declared.</summary>
    public bool IsKnown(DataType type) => type switch
    {
        FunctionType or CallType or TypeParameter => false,
        EntityType entity => _keys.ContainsKey(entity.Name),
        NamedType named => _definitions.TryGetValue(named.Name, out var definition)
            && definition.TypeParameters.Count == named.Arguments.Count && named.Arguments.All(IsKnown),
        _ => TypeStructure.Parts(type).All(IsKnown),
    };

    /// <summary>Whether the value is one of the type.</summary>
    public bool Has(DataType type, Value value) => value switch
    {
        IntValue => type == DataType.Int,
        FloatValue => type == DataType.Float,
        BoolValue => type == DataType.Bool,
        StringValue => type == DataType.String,
        UnitValue => type == DataType.Unit,
        FailureValue => type == DataType.Exception,
        EntityReference reference =>
            type is EntityType entity && entity.Name == reference.Entity && _keys.TryGetValue(entity.Name, out var key) && Has(key, reference.Key),
        _ when !StackGuard.HasRoom => StackGuard.Continue((Types: this, type, value), static state => state.Types.HasParts(state.type, state.value)),
        _ => HasParts(type, value),
    };

    /// <summary>The type of an entity's key.</summary>
    public DataType KeyType(EntityType type) => _keys[type.Name];

    /// <summary>The definition of a record or union.</summary>
    public TypeDefinition Definition(NamedType type) => _definitions[type.Name];

    /// <summary>The types of the fields of a record or a union's case, of which the type's arguments are known.</summary>
    public Sequence<DataType> FieldTypes(NamedType type, Sequence<FieldDefinition> fields)
    {
        if (type.Arguments.Count == 0) return fields.Select(field => field.Type).ToSequence();
        var arguments = _definitions[type.Name].TypeParameters.Zip(type.Arguments).ToDictionary(pair => pair.First, pair => pair.Second);
        return fields.Select(field => TypeStructure.Substitute(field.Type, arguments)).ToSequence();
    }

    private bool HasParts(DataType type, Value value) => (type, value) switch
    {
        (ListType list, ListValue items) => HaveAll(list.Item, items),
        (OptionType option, OptionValue { Item: var item }) => item is null || Has(option.Item, item),
        (MapType map, MapValue { Entries: var entries }) => HaveAll(map, entries),
        (SetType set, SetValue { Items: var items }) => HaveAll(set, items),
        (TupleType tuple, TupleValue { Items: var items }) => HaveAll(tuple.Items, items),
        (NamedType named, RecordValue record) => _definitions.GetValueOrDefault(named.Name) is RecordDefinition definition
            && definition.Equals(record.Definition) && HaveAll(named, definition.Fields, record.Fields),
        (NamedType named, UnionValue union) => _definitions.GetValueOrDefault(named.Name) is UnionDefinition definition
            && union.Case.Tag < definition.Cases.Count && definition.Cases[union.Case.Tag].Equals(union.Case)
            && HaveAll(named, union.Case.Fields, union.Fields),
        _ => false,
    };

    private bool HaveAll(DataType type, ListValue items)
    {
        foreach (var item in items)
        {
            if (!Has(type, item)) return false;
        }

        return true;
    }

    private bool HaveAll(MapType map, ImmutableSortedDictionary<Value, Value> entries) =>
        entries.All(entry => Has(map.Key, entry.Key) && Has(map.Value, entry.Value));

    private bool HaveAll(SetType set, ImmutableSortedSet<Value> items) => items.All(item => Has(set.Item, item));

    private bool HaveAll(NamedType type, Sequence<FieldDefinition> fields, ImmutableArray<Value> values)
    {
        if (type.Arguments.Count > 0) return HaveAll(FieldTypes(type, fields), values);
        if (fields.Count != values.Length) return false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Has(fields[i].Type, values[i])) return false;
        }

        return true;
    }

    private bool HaveAll(Sequence<DataType> types, ImmutableArray<Value> values)
    {
        if (types.Count != values.Length) return false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Has(types[i], values[i])) return false;
        }

        return true;
    }
}
