using StateFlow.Language.Syntax;

namespace StateFlow.Language.Submissions;

/// <summary>What a user should know of a redefinition.</summary>
internal static class RedefinitionDiagnostics
{
    private const int Listed = 5;

    public static IEnumerable<Diagnostic> Of(Redefinition redefinition, SourceSpan span)
    {
        if (!redefinition.Methods.IsEmpty)
            yield return Warning("SF0506", $"{List(redefinition.Methods)} no longer fit what is defined here and will fail: define again what they belong to", span);
        if (!redefinition.Values.IsEmpty)
            yield return Warning("SF0507", $"{List(redefinition.Values)} had values of an earlier definition and are forgotten", span);
    }

    private static string List(ImmutableArray<string> names) =>
        string.Join(", ", names.Take(Listed).Select(name => $"`{name}`")) + (names.Length > Listed ? $" and {names.Length - Listed} more" : "");

    private static Diagnostic Warning(string code, string message, SourceSpan span) => new(code, Severity.Warning, message, span);
}
