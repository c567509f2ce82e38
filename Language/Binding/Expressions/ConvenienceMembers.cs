using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>The members that F#'s own types have: <c>xs.Length</c> is <c>List.length xs</c>.</summary>
internal static class ConvenienceMembers
{
    /// <summary>The members of values of the type.</summary>
    /// <returns>The library function, which takes the value last, and how many arguments come before it; null for a property.</returns>
    public static (string Function, int? Arguments)? Find(DataType type, string member) => (type, member) switch
    {
        (ListType, "Length") => ("List.length", null),
        (ListType, "Head") => ("List.head", null),
        (ListType, "Tail") => ("List.tail", null),
        (ListType, "IsEmpty") => ("List.isEmpty", null),
        (OptionType, "Value") => ("Option.get", null),
        (OptionType, "IsSome") => ("Option.isSome", null),
        (OptionType, "IsNone") => ("Option.isNone", null),
        (MapType, "Count") => ("Map.count", null),
        (MapType, "IsEmpty") => ("Map.isEmpty", null),
        (MapType, "Keys") => ("Map.keys", null),
        (MapType, "Values") => ("Map.values", null),
        (MapType, "ContainsKey") => ("Map.containsKey", 1),
        (SetType, "Count") => ("Set.count", null),
        (SetType, "IsEmpty") => ("Set.isEmpty", null),
        (SetType, "Contains") => ("Set.contains", 1),
        (PrimitiveType { Name: "string" }, "Length") => ("String.length", null),
        (PrimitiveType { Name: "string" }, "Contains") => ("String.contains", 1),
        (PrimitiveType { Name: "string" }, "StartsWith") => ("String.startsWith", 1),
        (PrimitiveType { Name: "string" }, "EndsWith") => ("String.endsWith", 1),
        (PrimitiveType { Name: "string" }, "Replace") => ("String.replace", 2),
        (PrimitiveType { Name: "string" }, "Substring") => ("String.substring", 2),
        (PrimitiveType { Name: "string" }, "Trim") => ("String.trim", 0),
        (PrimitiveType { Name: "string" }, "ToUpper") => ("String.toUpper", 0),
        (PrimitiveType { Name: "string" }, "ToLower") => ("String.toLower", 0),
        (PrimitiveType { Name: "exn" }, "Message") => ("failure-message", null),
        _ => null,
    };

    /// <summary>The members' names, for suggestions.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Length", "Head", "Tail", "IsEmpty", "Value", "IsSome", "IsNone", "Count", "Keys", "Values", "ContainsKey", "Contains",
        "StartsWith", "EndsWith", "Replace", "Substring", "Trim", "ToUpper", "ToLower", "Message",
    ];
}
