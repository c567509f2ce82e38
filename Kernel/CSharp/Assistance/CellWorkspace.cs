using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using StateFlow.Notebooks.CSharp.Scripting;

namespace StateFlow.Notebooks.CSharp.Assistance;

/// <summary>The texts of a chain as projects, each referring to the one before, for the services of an editor.</summary>
internal sealed class CellWorkspace(ScriptChain chain) : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private ProjectId? _last;
    private int _count;

    /// <summary>The text that comes next. There is one document for it, so that the compiler keeps what does not depend on the text.</summary>
    private (Solution Solution, DocumentId Document)? _next;

    /// <summary>A text as it would be if it came next.</summary>
    public Document Document(string text)
    {
        for (; _count < chain.Texts.Count; _count++)
        {
            var (solution, document) = Add(_workspace.CurrentSolution, chain.Texts[_count]);
            _workspace.TryApplyChanges(solution);
            _last = document.ProjectId;
            _next = null;
        }

        _next ??= Add(_workspace.CurrentSolution, text);
        var (current, id) = _next.Value;
        if (current.GetDocument(id)!.TryGetText(out var known) && known.ToString() == text) return current.GetDocument(id)!;
        current = current.WithDocumentText(id, SourceText.From(text));
        _next = (current, id);
        return current.GetDocument(id)!;
    }

    public void Dispose() => _workspace.Dispose();

    private (Solution Solution, DocumentId Document) Add(Solution solution, string text)
    {
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        var name = $"Cell{_count + 1}";
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: name,
            usings: ScriptReferences.Imports,
            metadataReferenceResolver: chain.Resolver,
            sourceReferenceResolver: SourceFileResolver.Default,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        var info = ProjectInfo.Create(
            project,
            VersionStamp.Create(),
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: ScriptChain.Syntax,
            metadataReferences: ScriptReferences.All,
            projectReferences: _last is null ? [] : [new ProjectReference(_last)],
            isSubmission: true,
            hostObjectType: typeof(CellGlobals));
        return (solution.AddProject(info).AddDocument(document, name, SourceText.From(text)), document);
    }
}
