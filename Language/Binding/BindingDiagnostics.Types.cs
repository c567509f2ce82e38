using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

// SF03xx: types.
internal static partial class BindingDiagnostics
{
    public static Diagnostic Mismatch(string expected, string found, string? hint, SourceSpan span) =>
        Error("SF0301", $"expected {expected}, found {found}{(hint is null ? "" : $": {hint}")}", span);

    public static Diagnostic MissingElse(string found, SourceSpan span) =>
        Error("SF0302", $"this `if` has no `else`, so its branch must give `unit`, found {found}: add an `else`", span);

    public static Diagnostic ArgumentCount(string callee, int expected, int found, SourceSpan span) =>
        Error("SF0303", $"{callee} takes {Count(expected, "argument")}, found {found}", span);

    public static Diagnostic NotAFunction(string found, SourceSpan span) =>
        Error("SF0304", $"only a function can be applied to an argument, found {found}", span);

    public static Diagnostic TypeArgumentCount(string type, int expected, int found, SourceSpan span) =>
        Error("SF0305", $"the type `{type}` takes {Count(expected, "type argument")}, found {found}", span);

    public static Diagnostic NotComparable(string found, SourceSpan span) =>
        Error("SF0306", $"values of type {found} cannot be compared", span);

    public static Diagnostic NotShowable(string found, SourceSpan span) =>
        Error("SF0307", $"a value of type {found} cannot be shown: apply the function first", span);

    public static Diagnostic UnknownTarget(string member, SourceSpan span) =>
        Error("SF0308", $"the type of the value before `.{member}` is not known here: add a type annotation", span);

    public static Diagnostic NoMember(string type, string name, string? suggestion, SourceSpan span) =>
        Error("SF0309", $"a value of type {type} has no member `{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic NotIndexable(string found, SourceSpan span) =>
        Error("SF0310", $"only a list, a string or a `Map` can be indexed, found {found}", span);

    public static Diagnostic NotIterable(string found, SourceSpan span) =>
        Error("SF0311", $"expected a list, a `Set` or a `Map` to go through, found {found}", span);

    public static Diagnostic InfiniteType(SourceSpan span) =>
        Error("SF0312", "the type of this expression would contain itself: check its arguments or add a type annotation", span);

    public static Diagnostic UnknownFormatSpecifier(string specifier, SourceSpan span) =>
        Error("SF0313", $"the format `{specifier}` is not known: use `%d`, `%i`, `%s`, `%b`, `%f`, `%.2f`, `%A` or `%%`", span);

    public static Diagnostic FormatNotLiteral(string function, SourceSpan span) =>
        Error("SF0314", $"the format of `{function}` must be a string literal: write `{function} \"%s\" text`", span);

    public static Diagnostic UnknownHoleFormat(string format, SourceSpan span) =>
        Error("SF0315", $"the format `{format}` is not known: use `F` and a number of decimals, as in `{{e:F2}}`", span);

    public static Diagnostic MissingFields(string record, IEnumerable<string> fields, SourceSpan span) =>
        Error("SF0316", $"the record `{record}` also needs {string.Join(", ", fields.Select(field => $"`{field}`"))}", span);

    public static Diagnostic UnknownOperator(string symbol, SourceSpan span) =>
        Error("SF0317", $"the operator `{symbol}` is not known", span);

    public static Diagnostic CyclicAbbreviation(string name, SourceSpan span) =>
        Error("SF0318", $"the type `{name}` stands for itself: use a record or a union", span);

    public static Diagnostic AlternativesBindDifferentNames(string name, SourceSpan span) =>
        Error("SF0319", $"both sides of `|` must bind the same names; `{name}` is on one side only", span);

    public static Diagnostic CaseFieldCount(string name, int expected, int found, SourceSpan span) =>
        Error("SF0320", $"the case `{name}` has {Count(expected, "value")}, found {Count(found, "pattern")}", span);

    public static Diagnostic NeedsAnnotation(string what, SourceSpan span) =>
        Error("SF0321", $"the type of {what} is not known here: add a type annotation", span);
}
