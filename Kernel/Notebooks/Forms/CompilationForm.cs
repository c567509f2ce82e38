using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Notebooks.Forms;

/// <summary>The result of compiling: what there is to say about the text, and the program if there is one.</summary>
internal static class CompilationForm
{
    public static string Html(Compilation compilation) => Diagnostics(compilation, DiagnosticsForm.Html)
        + (compilation.Program is { } program ? Drawing.Html(DataflowDiagram.Of(program)) : "");

    public static string Text(Compilation compilation) => Diagnostics(compilation, DiagnosticsForm.Text)
        + (compilation.Program is { } program ? Drawing.Text(DataflowDiagram.Of(program)) : "");

    private static string Diagnostics(Compilation compilation, Func<IReadOnlyCollection<Diagnostic>, string> form) =>
        compilation.Diagnostics.IsEmpty ? "" : form(compilation.Diagnostics);
}
