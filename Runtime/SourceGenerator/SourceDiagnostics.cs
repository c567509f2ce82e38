using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StateFlow.Language.Syntax;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using LanguageDiagnostic = StateFlow.Language.Syntax.Diagnostic;

namespace StateFlow.SourceGenerator;

/// <summary>What the compiler of C# reports about programs.</summary>
internal static class SourceDiagnostics
{
    private const string Category = "StateFlow";

    /// <summary>A diagnostic of the language, at its place.</summary>
    public static Diagnostic Of(LanguageDiagnostic diagnostic, ProgramFile file)
    {
        var severity = diagnostic.Severity == Severity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        return Create(diagnostic.Code, diagnostic.Message, severity, At(file, diagnostic.Span));
    }

    public static Diagnostic Unreadable(ProgramFile file) =>
        Create("SF0840", $"`{file.Name}` cannot be read: expected text", DiagnosticSeverity.Error, At(file, SourceSpan.None));

    public static Diagnostic TwoFilesOfOneNamespace(ProgramFile file, ProgramFile other) => Create(
        "SF0841",
        $"the types of `{file.Name}` and of `{other.Name}` would both be in the namespace `{file.Namespace}`: give one of the files another with `<StateFlow Update=\"{file.Name}\" Namespace=\"...\" />`",
        DiagnosticSeverity.Error,
        At(file, SourceSpan.None));

    private static Diagnostic Create(string id, string message, DiagnosticSeverity severity, Location location) =>
        Diagnostic.Create(id, Category, message, severity, severity, isEnabledByDefault: true, warningLevel: severity == DiagnosticSeverity.Error ? 0 : 1, location: location);

    private static Location At(ProgramFile file, SourceSpan span) => Location.Create(
        file.Path,
        TextSpan.FromBounds(span.Start.Offset, span.End.Offset),
        new LinePositionSpan(At(span.Start), At(span.End)));

    private static LinePosition At(SourcePosition position) => new(position.Line - 1, position.Column - 1);
}
