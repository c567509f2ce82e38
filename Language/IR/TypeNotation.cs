namespace StateFlow.Language.IR;

/// <summary>Writes types as F# does.</summary>
internal static class TypeNotation
{
    public static string Write(DataType type) => type switch
    {
        PrimitiveType primitive => primitive.Name,
        ListType list => $"{WriteOperand(list.Item)} list",
        OptionType option => $"{WriteOperand(option.Item)} option",
        MapType map => $"Map<{Write(map.Key)}, {Write(map.Value)}>",
        SetType set => $"Set<{Write(set.Item)}>",
        TupleType tuple => string.Join(" * ", tuple.Items.Select(WriteOperand)),
        NamedType { Arguments.Count: 0 } named => named.Name,
        NamedType named => $"{named.Name}<{string.Join(", ", named.Arguments.Select(Write))}>",
        EntityType entity => entity.Name,
        FunctionType function =>
            $"{(function.Parameter is FunctionType ? $"({Write(function.Parameter)})" : Write(function.Parameter))} -> {Write(function.Result)}",
        CallType call => $"{WriteOperand(call.Result)} call",
        TypeParameter parameter => $"'{parameter.Name}",
        IUnsolvedType unsolved => unsolved.Notation,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string WriteOperand(DataType type)
    {
        var notation = Write(type);
        var isCompound = type is TupleType or FunctionType || (type is IUnsolvedType && notation.Contains(' '));
        return isCompound ? $"({notation})" : notation;
    }
}

/// <summary>A type that inference has yet to find; never in the IR.</summary>
internal interface IUnsolvedType
{
    /// <summary>How messages show it: the solution if there is one, <c>'_</c> if not.</summary>
    string Notation { get; }
}
