using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Notebooks.Forms;

/// <summary>Is told how things of each type are shown.</summary>
internal interface IFormRegistry
{
    /// <summary>The forms of things of a type, as HTML and as text.</summary>
    void Add<T>(Func<T, string> html, Func<T, string> text);
}

/// <summary>How programs, graphs, runs, values, states and diagnostics are shown, whoever has them.</summary>
public static class KnownForms
{
    private static readonly FormTable Table = FormTable.Create();

    /// <summary>The forms of a thing; null if it is nothing of StateFlow's.</summary>
    public static MimeBundle? Of(object thing) => Table.Find(thing);

    internal static void AddTo(IFormRegistry registry)
    {
        registry.Add<Program>(program => Drawing.Html(DataflowDiagram.Of(program)), program => Drawing.Text(DataflowDiagram.Of(program)));
        registry.Add<DataflowGraph>(graph => Drawing.Html(DataflowDiagram.Of(graph)), graph => Drawing.Text(DataflowDiagram.Of(graph)));
        registry.Add<CallGraph>(graph => Drawing.Html(CallsDiagram.Of(graph)), graph => Drawing.Text(CallsDiagram.Of(graph)));
        registry.Add<Method>(method => Drawing.Html(MethodDiagram.Of(method)), method => Drawing.Text(MethodDiagram.Of(method)));
        registry.Add<Diagram>(Drawing.Html, Drawing.Text);
        registry.Add<Trace>(Drawing.Html, Drawing.Text);

        registry.Add<Compilation>(CompilationForm.Html, CompilationForm.Text);
        registry.Add<Diagnostic>(diagnostic => DiagnosticsForm.Html([diagnostic]), diagnostic => DiagnosticsForm.Text([diagnostic]));
        registry.Add<IEnumerable<Diagnostic>>(DiagnosticsForm.Html, DiagnosticsForm.Text);

        registry.Add<RunResult>(RunForm.Html, RunForm.Text);
        registry.Add<TracedRun>(RunForm.Html, RunForm.Text);
        registry.Add<Failure>(RunForm.Html, RunForm.Text);
        registry.Add<Value>(ValueForm.Html, ValueForm.Text);
        registry.Add<EntityTable>(table => TablesForm.Html([table]), table => TablesForm.Text([table]));
        registry.Add<IEnumerable<EntityTable>>(TablesForm.Html, TablesForm.Text);
    }

    /// <summary>Finds forms by the type of a thing.</summary>
    private sealed class FormTable : IFormRegistry
    {
        private readonly List<Func<object, MimeBundle?>> _forms = [];

        public static FormTable Create()
        {
            var table = new FormTable();
            AddTo(table);
            return table;
        }

        public void Add<T>(Func<T, string> html, Func<T, string> text) =>
            _forms.Add(thing => thing is T known ? MimeBundle.OfText(text(known)).With(MimeBundle.Html, html(known)) : null);

        public MimeBundle? Find(object thing) => _forms.Select(form => form(thing)).FirstOrDefault(form => form is not null);
    }
}
