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
    public bool Has(DataType type, Value value)
    {
        if (!StackGuard.HasRoom) return StackGuard.Continue((Types: this, type, value), static state => state.Types.Has(state.type, state.value));
        return (type, value) switch
        {
            (PrimitiveType, IntValue) => type == DataType.Int,
            (PrimitiveType, FloatValue) => type == DataType.Float,
            (PrimitiveType, BoolValue) => type == DataType.Bool,
            (PrimitiveType, StringValue) => type == DataType.String,
            (PrimitiveType, UnitValue) => type == DataType.Unit,
            (PrimitiveType, FailureValue) => type == DataType.Exception,
            (ListType list, ListValue items) => items.All(item => Has(list.Item, item)),
            (OptionType option, OptionValue { Item: var item }) => item is null || Has(option.Item, item),
            (MapType map, MapValue { Entries: var entries }) => entries.All(entry => Has(map.Key, entry.Key) && Has(map.Value, entry.Value)),
            (SetType set, SetValue { Items: var items }) => items.All(item => Has(set.Item, item)),
            (TupleType tuple, TupleValue { Items: var items }) => HaveAll(tuple.Items, items),
            (EntityType entity, EntityReference reference) =>
                entity.Name == reference.Entity && _keys.TryGetValue(entity.Name, out var key) && Has(key, reference.Key),
            (NamedType named, RecordValue record) => _definitions.GetValueOrDefault(named.Name) is RecordDefinition definition
                && definition.Equals(record.Definition) && HaveAll(FieldTypes(named, definition.Fields), record.Fields),
            (NamedType named, UnionValue union) => _definitions.GetValueOrDefault(named.Name) is UnionDefinition definition
                && union.Case.Tag < definition.Cases.Count && definition.Cases[union.Case.Tag].Equals(union.Case)
                && HaveAll(FieldTypes(named, union.Case.Fields), union.Fields),
            _ => false,
        };
    }

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

    private bool HaveAll(Sequence<DataType> types, ImmutableArray<Value> values) =>
        types.Count == values.Length && types.Zip(values).All(pair => Has(pair.First, pair.Second));
}
