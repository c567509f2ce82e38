using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Compilation;

/// <summary>How values of the language are held in compiled code.</summary>
/// <remarks>
/// Numbers, truth values and strings are those of .NET; a reference to an entity is its key, since its type is known; everything
/// else, and whatever a generic function takes, is a <see cref="Value"/>.
/// </remarks>
internal sealed class ClrTypes(Program program)
{
    private readonly Dictionary<string, DataType> _keys = program.Operators.ToDictionary(op => op.Name, op => op.Fields[op.KeyField].Type);

    /// <summary>The type of .NET that holds values of a type of the language.</summary>
    public Type Of(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => typeof(long),
        PrimitiveType when type == DataType.Float => typeof(double),
        PrimitiveType when type == DataType.Bool => typeof(bool),
        PrimitiveType when type == DataType.String => typeof(string),
        PrimitiveType when type == DataType.Unit => typeof(UnitValue),
        PrimitiveType => typeof(FailureValue),
        EntityType entity => Of(KeyType(entity.Name)),
        ListType => typeof(ListValue),
        OptionType => typeof(OptionValue),
        MapType => typeof(MapValue),
        SetType => typeof(SetValue),
        TupleType => typeof(TupleValue),
        NamedType named => program.Types.First(definition => definition.Name == named.Name) is RecordDefinition ? typeof(RecordValue) : typeof(UnionValue),
        FunctionType => typeof(FunctionValue),
        CallType => typeof(CallHandle),
        TypeParameter => typeof(Value),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>How values of a type of the language are held.</summary>
    public Holding HoldingOf(DataType type) => Of(type) switch
    {
        var held when held == typeof(long) => type is EntityType ? Holding.IntKey : Holding.Int,
        var held when held == typeof(double) => Holding.Float,
        var held when held == typeof(bool) => Holding.Bool,
        var held when held == typeof(string) => type is EntityType ? Holding.StringKey : Holding.String,
        _ => Holding.Value,
    };

    /// <summary>The type of the keys of an entity type.</summary>
    public DataType KeyType(string entity) => _keys[entity];
}
