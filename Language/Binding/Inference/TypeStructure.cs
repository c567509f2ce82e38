using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Inference;

/// <summary>The parts that types are made of.</summary>
internal static class TypeStructure
{
    /// <summary>The types that stand directly inside <paramref name="type"/>.</summary>
    public static IEnumerable<DataType> Parts(DataType type) => type switch
    {
        ListType list => [list.Item],
        OptionType option => [option.Item],
        MapType map => [map.Key, map.Value],
        SetType set => [set.Item],
        TupleType tuple => tuple.Items,
        NamedType named => named.Arguments,
        FunctionType function => [function.Parameter, function.Result],
        CallType call => [call.Result],
        _ => [],
    };

    /// <summary>The type with each part replaced; the same instance if none changes.</summary>
    public static DataType Rebuild(DataType type, Func<DataType, DataType> part)
    {
        switch (type)
        {
            case ListType list:
                return part(list.Item) is var item && ReferenceEquals(item, list.Item) ? list : new ListType(item);
            case OptionType option:
                return part(option.Item) is var value && ReferenceEquals(value, option.Item) ? option : new OptionType(value);
            case MapType map:
                var (mapKey, mapValue) = (part(map.Key), part(map.Value));
                return ReferenceEquals(mapKey, map.Key) && ReferenceEquals(mapValue, map.Value) ? map : new MapType(mapKey, mapValue);
            case SetType set:
                return part(set.Item) is var member && ReferenceEquals(member, set.Item) ? set : new SetType(member);
            case TupleType tuple:
                return RebuildAll(tuple.Items, part) is { } items ? new TupleType(items) : tuple;
            case NamedType named:
                return RebuildAll(named.Arguments, part) is { } arguments ? named with { Arguments = arguments } : named;
            case FunctionType function:
                var (parameter, result) = (part(function.Parameter), part(function.Result));
                return ReferenceEquals(parameter, function.Parameter) && ReferenceEquals(result, function.Result)
                    ? function
                    : new FunctionType(parameter, result);
            case CallType call:
                return part(call.Result) is var answer && ReferenceEquals(answer, call.Result) ? call : new CallType(answer);
            default:
                return type;
        }
    }

    /// <summary>The type with type parameters replaced by name.</summary>
    public static DataType Substitute(DataType type, IReadOnlyDictionary<string, DataType> arguments) =>
        arguments.Count == 0 ? type
        : type is TypeParameter parameter ? arguments.GetValueOrDefault(parameter.Name, parameter)
        : Rebuild(type, part => Substitute(part, arguments));

    /// <summary><c>a -> b -> result</c>.</summary>
    public static DataType Function(IEnumerable<DataType> parameters, DataType result) =>
        parameters.Reverse().Aggregate(result, (type, parameter) => new FunctionType(parameter, type));

    private static Sequence<DataType>? RebuildAll(Sequence<DataType> types, Func<DataType, DataType> part)
    {
        var rebuilt = ImmutableArray.CreateBuilder<DataType>(types.Count);
        var isChanged = false;
        foreach (var type in types)
        {
            var changed = part(type);
            isChanged |= !ReferenceEquals(changed, type);
            rebuilt.Add(changed);
        }

        return isChanged ? new Sequence<DataType>(rebuilt.MoveToImmutable()) : null;
    }
}
