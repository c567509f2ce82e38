using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>What is refused because of who calls whom.</summary>
internal static class LoweringDiagnostics
{
    public static Diagnostic EntityCallInInitialValue(string field, SourceSpan span) => Error(
        "SF0601", $"the initial value of `{field}` calls an entity: an initial value may use constructor parameters and earlier fields only; set `{field}` in a member", span);

    public static Diagnostic EntityCallInInvariant(SourceSpan span) => Error(
        "SF0602", "an invariant is a condition on the state of its own entity: it cannot call an entity or a member that does", span);

    public static Diagnostic ScriptFunctionInEntity(string function, SourceSpan span) => Error(
        "SF0603", $"`{function}` calls entities, so only the script may call it: make it a member, or do the calls here", span);

    public static Diagnostic ScriptValueInEntity(string value, SourceSpan span) => Error(
        "SF0604", $"`{value}` is a value of the script, which an entity cannot see: pass it as a parameter", span);

    public static Diagnostic FunctionOfScriptValuesInEntity(string function, string value, SourceSpan span) => Error(
        "SF0605", $"`{function}` uses `{value}`, a value of the script, which an entity cannot see: pass `{value}` as a parameter", span);

    public static Diagnostic EntityCallInStoredFunction(SourceSpan span) => Error(
        "SF0606", "a function that calls entities can be applied or given to a library function, but not stored, returned or passed to a function of your own: do the calls first and use their results", span);

    public static Diagnostic CapturedFunctionValue(string function, string value, SourceSpan span) => Error(
        "SF0607", $"the local function `{function}` uses `{value}`, a function value that calls entities: declare it with parameters, `let {value} x = ...`", span);

    private static Diagnostic Error(string code, string message, SourceSpan span) => new(code, Severity.Error, message, span);
}
