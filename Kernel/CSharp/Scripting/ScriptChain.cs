using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>Texts that are compiled and run one after another, each seeing what the earlier ones declare.</summary>
internal sealed class ScriptChain : IDisposable
{
    private readonly CellGlobals _globals;
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly ScriptOptions _options;
    private readonly List<string> _texts = [];
    private ScriptState<object>? _state;

    public ScriptChain(CellGlobals globals)
    {
        _globals = globals;
        foreach (var assembly in ScriptReferences.Shared) _loader.RegisterDependency(assembly);
        _options = ScriptOptions.Default.WithReferences(ScriptReferences.All).WithImports(ScriptReferences.Imports)
            .WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8);
    }

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions Syntax { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Finds what <c>#r</c> names.</summary>
    public MetadataReferenceResolver Resolver => _options.MetadataResolver;

    /// <summary>The texts that were run, as they were written.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The variables, of several of one name the last.</summary>
    public IEnumerable<ScriptVariable> Variables => _state is null
        ? []
        : _state.Variables.GroupBy(variable => variable.Name).Select(same => same.Last());

    /// <summary>The name of a cell's file, which stack traces have.</summary>
    public static string FileName(int number) => $"cell {number}";

    /// <summary>A text compiled after those that were run.</summary>
    public Script<object> Compile(string text)
    {
        var options = _options.WithFilePath(FileName(_texts.Count + 1));
        return _state is null ? CSharpScript.Create<object>(text, options, typeof(CellGlobals), _loader) : _state.Script.ContinueWith<object>(text, options);
    }

    /// <summary>Runs a text. An exception that it throws is in the state.</summary>
    public Task<ScriptState<object>> RunAsync(Script<object> script, CancellationToken cancellation) => _state is null
        ? script.RunAsync(_globals, static _ => true, cancellation)
        : script.RunFromAsync(_state, static _ => true, cancellation);

    /// <summary>Goes on from what a text has left.</summary>
    /// <param name="text">The text as written.</param>
    public void Continue(ScriptState<object> state, string text)
    {
        _state = state;
        _texts.Add(text);
    }

    public void Dispose() => _loader.Dispose();
}
