using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Inference;

/// <summary>The library functions' types, each read from its signature when first used.</summary>
internal sealed class LibraryTypes(TypeInference inference)
{
    private readonly Dictionary<string, (DataType Type, ImmutableArray<string> Parameters)> _schemes = [];

    /// <summary>The type for one use: fresh variables for its type parameters.</summary>
    /// <param name="compared">The type whose values the function compares; null if it compares none.</param>
    public DataType Instantiate(LibraryFunction function, out DataType? compared)
    {
        if (!_schemes.TryGetValue(function.Name, out var scheme))
        {
            var type = SignatureReader.Read(Library.Signature(function.Name));
            scheme = (type, [.. TypeParameters(type).Distinct()]);
            _schemes.Add(function.Name, scheme);
        }

        var arguments = scheme.Parameters.ToDictionary(name => name, name => (DataType)inference.Fresh(Allowed(function, name)));
        compared = ComparedParameter(function.Name) is { } parameter ? arguments.GetValueOrDefault(parameter) : null;
        return TypeStructure.Substitute(scheme.Type, arguments);
    }

    private static string? ComparedParameter(string function) => function switch
    {
        "min" or "max" or "compare" => "a",
        "List.contains" or "List.distinct" or "List.sort" or "List.sortDescending" or "List.min" or "List.max" => "a",
        "List.minBy" or "List.maxBy" or "List.sortBy" or "List.sortByDescending" => "b",
        "List.distinctBy" or "List.countBy" or "List.groupBy" => "b",
        "Set.map" => "b",
        _ when function.StartsWith("Map.", StringComparison.Ordinal) => "k",
        _ when function.StartsWith("Set.", StringComparison.Ordinal) => "a",
        _ => null,
    };

    private static Overloads? Allowed(LibraryFunction function, string parameter) => (function.Name, parameter) switch
    {
        ("int" or "float", _) => Overloads.Addable,
        (_, "num") => Overloads.Number,
        _ => null,
    };

    private static IEnumerable<string> TypeParameters(DataType type) =>
        type is TypeParameter parameter ? [parameter.Name] : TypeStructure.Parts(type).SelectMany(TypeParameters);
}
