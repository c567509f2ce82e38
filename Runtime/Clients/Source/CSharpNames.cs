namespace StateFlow.Clients.Source;

/// <summary>Names of the entity language as names of C#.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    ];

    /// <summary>Words with a meaning where a type is declared or named.</summary>
    private static readonly HashSet<string> TypeKeywords =
        ["await", "dynamic", "extension", "field", "file", "nint", "notnull", "nuint", "partial", "record", "required", "scoped", "unmanaged", "var", "when", "where", "yield", "_"];

    /// <summary>The name as one may write it in C#: keywords with <c>@</c>, and <c>_</c> for what no name can contain.</summary>
    public static string Escape(string name)
    {
        var valid = Valid(name);
        return Keywords.Contains(valid) || TypeKeywords.Contains(valid) ? "@" + valid : valid;
    }

    /// <summary>Whether the name means in C# what it means in the language, perhaps with <c>@</c> before it.</summary>
    public static bool IsValid(string name) => Valid(name) == name;

    /// <summary>The name with a capital first letter.</summary>
    public static string Pascal(string name)
    {
        var valid = Valid(name);
        return Escape(char.ToUpperInvariant(valid[0]) + valid[1..]);
    }

    /// <summary>The name, with <c>_</c> after it as long as it is taken; it is taken from now on.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name.TrimStart('@'))) name = name.TrimStart('@') + "_";
        return name;
    }

    private static string Valid(string name)
    {
        var valid = string.Concat(name.Select(character => char.IsLetterOrDigit(character) ? character : '_'));
        return valid == "" || char.IsDigit(valid[0]) ? "_" + valid : valid;
    }
}
