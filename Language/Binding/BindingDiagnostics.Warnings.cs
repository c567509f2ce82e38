using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

// SF05xx: warnings.
internal static partial class BindingDiagnostics
{
    public static Diagnostic IncompleteMatch(string missing, SourceSpan span) =>
        Warning("SF0501", $"not every value is matched: `{missing}`, for example, is not", span);

    public static Diagnostic UnreachableArm(SourceSpan span) =>
        Warning("SF0502", "this case is never reached: the cases before it match everything it does", span);

    public static Diagnostic DiscardedValue(string found, bool isEquality, SourceSpan span) =>
        Warning("SF0503", $"the result of type {found} is not used: {(isEquality ? "assign with `<-`, or " : "")}name it with `let` or pass it to `ignore`", span);

    public static Diagnostic DiscardedFunction(string found, SourceSpan span) =>
        Warning("SF0504", $"this is a function of type {found} that is not called: is an argument missing?", span);

    public static Diagnostic UppercaseVariable(string name, string? suggestion, SourceSpan span) =>
        Warning("SF0505", $"`{name}` is a new variable here and matches everything{DidYouMean(suggestion)}", span);
}
