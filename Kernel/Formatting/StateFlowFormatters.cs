using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Forms;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Formatting;

/// <summary>Makes .NET notebooks show what StateFlow works with.</summary>
/// <example>
/// <code>
/// StateFlowFormatters.Register();
/// var compilation = Compiler.Compile([new SourceText("hello.sf", "printfn \"hello\"")]);
/// Console.WriteLine(compilation.Program.ToDisplayString("text/plain"));
/// </code>
/// </example>
public static class StateFlowFormatters
{
    /// <summary>Registers a form as HTML, which is preferred, and one as plain text for each of the types.</summary>
    /// <remarks>
    /// A notebook that loads the package has done so already. To register again changes nothing. The HTML is whole: it brings
    /// its style, and needs neither scripts nor a network.
    /// </remarks>
    public static void Register()
    {
        Register<Program>(program => Drawing.Html(DataflowDiagram.Of(program)), program => Drawing.Text(DataflowDiagram.Of(program)));
        Register<DataflowGraph>(graph => Drawing.Html(DataflowDiagram.Of(graph)), graph => Drawing.Text(DataflowDiagram.Of(graph)));
        Register<CallGraph>(graph => Drawing.Html(CallsDiagram.Of(graph)), graph => Drawing.Text(CallsDiagram.Of(graph)));
        Register<Method>(method => Drawing.Html(MethodDiagram.Of(method)), method => Drawing.Text(MethodDiagram.Of(method)));
        Register<Diagram>(Drawing.Html, Drawing.Text);
        Register<Trace>(Drawing.Html, Drawing.Text);

        Register<Compilation>(CompilationForm.Html, CompilationForm.Text);
        Register<Diagnostic>(diagnostic => DiagnosticsForm.Html([diagnostic]), diagnostic => DiagnosticsForm.Text([diagnostic]));
        Register<IEnumerable<Diagnostic>>(DiagnosticsForm.Html, DiagnosticsForm.Text);

        Register<RunResult>(RunForm.Html, RunForm.Text);
        Register<TracedRun>(RunForm.Html, RunForm.Text);
        Register<Failure>(RunForm.Html, RunForm.Text);
        Register<Value>(ValueForm.Html, ValueForm.Text);
        Register<EntityTable>(table => TablesForm.Html([table]), table => TablesForm.Text([table]));
        Register<IEnumerable<EntityTable>>(TablesForm.Html, TablesForm.Text);
    }

    private static void Register<T>(Func<T, string> html, Func<T, string> text)
    {
        Formatter.Register(html, HtmlFormatter.MimeType);
        Formatter.Register(text, PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
    }
}
