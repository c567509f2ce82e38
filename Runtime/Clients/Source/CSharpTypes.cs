using StateFlow.Language.IR;

namespace StateFlow.Clients.Source;

/// <summary>Types of the language in C#: as types, as what converts their values, and as themselves.</summary>
internal sealed class CSharpTypes
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Converters = "global::StateFlow.Clients.Converters.";
    private const string Language = "global::StateFlow.Language.IR.";

    private readonly Dictionary<string, string> _names = [];

    public CSharpTypes(Program program)
    {
        HashSet<string> taken = [ClientSource.EntitiesName];
        foreach (var name in program.Operators.Select(op => op.Name).Concat(program.Types.Select(type => type.Name)).Order(StringComparer.Ordinal))
        {
            if (!_names.ContainsKey(name)) _names.Add(name, CSharpNames.Unique(CSharpNames.Escape(name), taken));
        }
    }

    /// <summary>The names of all types in C#.</summary>
    public IEnumerable<string> Names => _names.Values;

    /// <summary>The C# name of an entity, record or union.</summary>
    public string NameOf(string type) => _names[type];

    /// <summary>The C# name of a type parameter.</summary>
    public static string Parameter(string name) => "T" + CSharpNames.Pascal(name).TrimStart('@');

    /// <summary>Whether values of the type can be passed.</summary>
    public bool IsPassed(DataType type) => type switch
    {
        FunctionType or CallType => false,
        PrimitiveType => type != DataType.Exception,
        EntityType entity => _names.ContainsKey(entity.Name),
        NamedType named => _names.ContainsKey(named.Name) && named.Arguments.All(IsPassed),
        _ => Parts(type).All(IsPassed),
    };

    /// <summary>Whether C# would compare values by reference somewhere inside.</summary>
    public static bool HasCollection(DataType type) => type is ListType or SetType or MapType || Parts(type).Any(HasCollection);

    /// <summary>The entities, records and unions that the type names.</summary>
    public static IEnumerable<string> Uses(DataType type) => type switch
    {
        EntityType entity => [entity.Name],
        NamedType named => [named.Name, .. named.Arguments.SelectMany(Uses)],
        _ => Parts(type).SelectMany(Uses),
    };

    /// <summary>The type.</summary>
    public string Type(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => "long",
        PrimitiveType when type == DataType.Float => "double",
        PrimitiveType when type == DataType.Unit => "global::System.ValueTuple",
        PrimitiveType primitive => primitive.Name,
        ListType list => $"{Generic}IReadOnlyList<{Type(list.Item)}>",
        SetType set => $"{Generic}IReadOnlySet<{Type(set.Item)}>",
        MapType map => $"{Generic}IReadOnlyDictionary<{Type(map.Key)}, {Type(map.Value)}>",
        OptionType option => $"global::StateFlow.Clients.Option<{Type(option.Item)}>",
        TupleType tuple => $"({string.Join(", ", tuple.Items.Select(Type))})",
        EntityType entity => NameOf(entity.Name),
        NamedType { Arguments.Count: 0 } named => NameOf(named.Name),
        NamedType named => $"{NameOf(named.Name)}<{string.Join(", ", named.Arguments.Select(Type))}>",
        TypeParameter parameter => Parameter(parameter.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>An expression for the converter of the type.</summary>
    public string Converter(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => $"{Converters}Int",
        PrimitiveType when type == DataType.Float => $"{Converters}Float",
        PrimitiveType when type == DataType.Bool => $"{Converters}Bool",
        PrimitiveType when type == DataType.String => $"{Converters}String",
        PrimitiveType => $"{Converters}Unit",
        ListType list => $"{Converters}List({Converter(list.Item)})",
        SetType set => $"{Converters}Set({Converter(set.Item)})",
        MapType map => $"{Converters}Map({Converter(map.Key)}, {Converter(map.Value)})",
        OptionType option => $"{Converters}Option({Converter(option.Item)})",
        TupleType tuple => Tuple(tuple),
        EntityType or NamedType => $"{Converters}Client<{Type(type)}>()",
        TypeParameter => $"{Converters}Of<{Type(type)}>()",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>An expression for the type itself.</summary>
    public static string Expression(DataType type) => type switch
    {
        PrimitiveType when type == DataType.Int => $"{Language}DataType.Int",
        PrimitiveType when type == DataType.Float => $"{Language}DataType.Float",
        PrimitiveType when type == DataType.Bool => $"{Language}DataType.Bool",
        PrimitiveType when type == DataType.String => $"{Language}DataType.String",
        PrimitiveType => $"{Language}DataType.Unit",
        ListType list => $"new {Language}ListType({Expression(list.Item)})",
        SetType set => $"new {Language}SetType({Expression(set.Item)})",
        MapType map => $"new {Language}MapType({Expression(map.Key)}, {Expression(map.Value)})",
        OptionType option => $"new {Language}OptionType({Expression(option.Item)})",
        TupleType tuple => $"new {Language}TupleType([{string.Join(", ", tuple.Items.Select(Expression))}])",
        EntityType entity => $"new {Language}EntityType({Literal(entity.Name)})",
        NamedType named => $"new {Language}NamedType({Literal(named.Name)}, [{string.Join(", ", named.Arguments.Select(Expression))}])",
        TypeParameter parameter => $"new {Language}TypeParameter({Literal(parameter.Name)})",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>A string as C# writes it.</summary>
    public static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<DataType> Parts(DataType type) => type switch
    {
        ListType list => [list.Item],
        SetType set => [set.Item],
        MapType map => [map.Key, map.Value],
        OptionType option => [option.Item],
        TupleType tuple => tuple.Items,
        NamedType named => named.Arguments,
        _ => [],
    };

    private string Tuple(TupleType tuple)
    {
        var converters = tuple.Items.Select(Converter).ToArray();
        var to = string.Join(", ", converters.Select((converter, index) => $"{converter}.ToValue(tuple.Item{index + 1})"));
        var from = string.Join(", ", converters.Select((converter, index) => $"{converter}.FromValue(items[{index}], caller)"));
        return $"{Converters}Tuple<{Type(tuple)}>([{string.Join(", ", converters)}], static tuple => [{to}], static (items, caller) => ({from}))";
    }
}
