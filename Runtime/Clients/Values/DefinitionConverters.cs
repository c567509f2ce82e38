using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Clients;

/// <summary>Values of a record of the language.</summary>
/// <param name="arguments">What the record's type parameters stand for.</param>
/// <param name="toFields">The fields of a C# value.</param>
/// <param name="create">The C# value of such fields.</param>
public sealed class RecordConverter<T>(
    RecordDefinition definition, Sequence<DataType> arguments, Func<T, Value[]> toFields, Func<ImmutableArray<Value>, IEntityCaller, T> create)
    : ValueConverter<T>(new NamedType(definition.Name, arguments))
{
    /// <inheritdoc />
    public override IEnumerable<TypeDefinition> Definitions => [definition];

    /// <inheritdoc />
    public override Value ToValue(T value) => value is null ? throw Missing() : new RecordValue(definition, [.. toFields(value)]);

    /// <inheritdoc />
    public override T FromValue(Value value, IEntityCaller caller) => value is RecordValue record && record.Definition.Equals(definition)
        ? create(record.Fields, caller)
        : throw Unexpected(value);
}

/// <summary>Values of a union of the language.</summary>
/// <param name="arguments">What the union's type parameters stand for.</param>
/// <param name="toCase">The tag of a C# value's case, and its fields.</param>
/// <param name="create">The C# value of a case's tag and fields.</param>
public sealed class UnionConverter<T>(
    UnionDefinition definition, Sequence<DataType> arguments, Func<T, (int Tag, Value[] Fields)> toCase, Func<int, ImmutableArray<Value>, IEntityCaller, T> create)
    : ValueConverter<T>(new NamedType(definition.Name, arguments))
{
    /// <inheritdoc />
    public override IEnumerable<TypeDefinition> Definitions => [definition];

    /// <inheritdoc />
    public override Value ToValue(T value)
    {
        if (value is null) throw Missing();
        var (tag, fields) = toCase(value);
        return new UnionValue(definition.Cases[tag], [.. fields]);
    }

    /// <inheritdoc />
    public override T FromValue(Value value, IEntityCaller caller) =>
        value is UnionValue union && union.Case.Tag < definition.Cases.Count && definition.Cases[union.Case.Tag].Equals(union.Case)
            ? create(union.Case.Tag, union.Fields, caller)
            : throw Unexpected(value);
}
