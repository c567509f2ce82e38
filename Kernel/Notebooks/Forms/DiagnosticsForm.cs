using StateFlow.Language.Syntax;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>Errors and warnings: what, where, and the line at fault.</summary>
internal static class DiagnosticsForm
{
    private const string Nothing = "no errors or warnings";

    public static string Html(IEnumerable<Diagnostic> diagnostics)
    {
        var items = string.Concat(diagnostics.Select(Item));
        return $"{PageStyle.Element}<div class=\"stateflow-output\">{(items == "" ? Nothing : $"<ul>\n{items}</ul>")}</div>\n";
    }

    /// <summary>As the command line reports them.</summary>
    public static string Text(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(diagnostic => diagnostic.ToString()).DefaultIfEmpty(Nothing)) + "\n";

    private static string Item(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var place = $"{Xml.Escape(diagnostic.Span.ToString())}: {Xml.Escape(diagnostic.Message)}";
        var lines = SourceExcerpt.Of(diagnostic) is { } excerpt
            ? $"<pre><code>{Xml.Escape(excerpt.Line)}</code>\n<span aria-hidden=\"true\">{excerpt.Marks}</span></pre>"
            : "";
        return $"<li><strong class=\"{severity}\">{severity}</strong> <code>{Xml.Escape(diagnostic.Code)}</code> {place}\n{lines}</li>\n";
    }
}
