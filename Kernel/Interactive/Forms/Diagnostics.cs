using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;
using Diagnostic = Microsoft.DotNet.Interactive.Diagnostic;

namespace StateFlow.Interactive.Forms;

/// <summary>What a compiler says about a cell, as .NET Interactive has it.</summary>
internal static class Diagnostics
{
    /// <param name="firstLine">The line of the text at which the command's code begins, from which .NET Interactive counts.</param>
    public static DiagnosticsProduced Of(IEnumerable<CellDiagnostic> diagnostics, string text, int firstLine, KernelCommand command)
    {
        var lines = new LineIndex(text);
        var offset = new LinePosition(firstLine, 0);
        var converted = diagnostics.Select(diagnostic => new Diagnostic(
            lines.SpanOf(diagnostic.Range).SubtractLineOffset(offset), Severity(diagnostic.Severity), diagnostic.Code, diagnostic.Message)).ToArray();
        return new DiagnosticsProduced(converted, [.. converted.Select(diagnostic => new FormattedValue(MimeBundle.Text, diagnostic.ToString()))], command);
    }

    private static DiagnosticSeverity Severity(Severity severity) => severity switch
    {
        Language.Syntax.Severity.Error => DiagnosticSeverity.Error,
        Language.Syntax.Severity.Warning => DiagnosticSeverity.Warning,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
