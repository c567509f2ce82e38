using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

/// <summary>The messages of the binder, one method a code.</summary>
internal static partial class BindingDiagnostics
{
    private static Diagnostic Error(string code, string message, SourceSpan span) => new(code, Severity.Error, message, span);

    private static Diagnostic Warning(string code, string message, SourceSpan span) => new(code, Severity.Warning, message, span);

    private static string DidYouMean(string? suggestion) => suggestion is null ? "" : $": did you mean `{suggestion}`?";

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
