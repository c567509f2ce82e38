using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

// SF02xx: names.
internal static partial class BindingDiagnostics
{
    public static Diagnostic UnknownName(string name, string? suggestion, SourceSpan span) =>
        Error("SF0201", $"the name `{name}` is not defined{DidYouMean(suggestion)}", span);

    public static Diagnostic UnknownType(string name, string? suggestion, SourceSpan span) =>
        Error("SF0202", $"the type `{name}` is not defined{DidYouMean(suggestion)}", span);

    public static Diagnostic UnknownMember(string owner, string name, string? suggestion, SourceSpan span) =>
        Error("SF0203", $"{owner} has no member `{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic UnknownField(string? record, string name, string? suggestion, SourceSpan span) =>
        Error("SF0204", $"{(record is null ? "no record" : $"the record `{record}`")} has {(record is null ? "a" : "no")} field `{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic UnknownCase(string? union, string name, string? suggestion, SourceSpan span) =>
        Error("SF0205", $"{(union is null ? "no union" : $"the union `{union}`")} has {(union is null ? "a" : "no")} case `{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic UnknownLibraryFunction(string module, string name, string? suggestion, SourceSpan span) =>
        Error("SF0206", $"the library has no function `{module}.{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic DuplicateType(string name, SourceSpan first, SourceSpan span) =>
        Error("SF0207", $"a type named `{name}` is declared already at {first}: choose another name", span);

    public static Diagnostic DuplicateName(string kind, string name, SourceSpan span) =>
        Error("SF0208", $"there is already a {kind} named `{name}` here: choose another name", span);

    public static Diagnostic MissingRec(string name, SourceSpan span) =>
        Error("SF0209", $"the function `{name}` is used in its own body: write `let rec {name}`", span);

    public static Diagnostic UsedBeforeDefinition(string name, SourceSpan definition, SourceSpan span) =>
        Error("SF0210", $"`{name}` is used before its definition at {definition}: move the definition up", span);

    public static Diagnostic UnknownTypeParameter(string name, SourceSpan span) =>
        Error("SF0211", $"the type parameter `'{name}` is not declared: write it after the type's name, as in `type T<'{name}>`", span);

    public static Diagnostic NotAValue(string what, string name, string cure, SourceSpan span) =>
        Error("SF0212", $"`{name}` is a {what}, not a value: {cure}", span);

    public static Diagnostic NotAType(string name, SourceSpan span) =>
        Error("SF0213", $"`{name}` is not a union type, so it has no cases", span);
}
