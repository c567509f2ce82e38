using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace StateFlow.SourceGenerator.Tests;

/// <summary>A project in whose compilation the generator runs.</summary>
internal static class GeneratorRun
{
    private static readonly CSharpParseOptions Parsing = new(documentationMode: DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static GeneratorDriver Driver(params ProjectItem[] items) => CSharpGeneratorDriver.Create(
        [new ClientGenerator().AsSourceGenerator()],
        items.Select(item => new TextOf(item)),
        Parsing,
        new ProjectOptions(items),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation Project(string code) => CSharpCompilation.Create(
        "Project",
        [CSharpSyntaxTree.ParseText(code, Parsing)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the compiler says, the generator's part first.</summary>
    public static ImmutableArray<Diagnostic> Diagnostics(string code, params ProjectItem[] items)
    {
        Driver(items).RunGeneratorsAndUpdateCompilation(Project(code), out var compilation, out var diagnostics);
        return
        [
            .. diagnostics,
            .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1591" or "CS1701" or "CS1702")),
        ];
    }

    private sealed class TextOf(ProjectItem item) : AdditionalText
    {
        public override string Path => item.Path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => item.Text is null ? null : SourceText.From(item.Text);
    }

    private sealed class ProjectOptions(ProjectItem[] items) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new()
        {
            ["build_property.ProjectDir"] = "/project/",
            ["build_property.RootNamespace"] = "Company.App",
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        {
            var item = items.First(item => item.Path == textFile.Path);
            return new Options(new()
            {
                ["build_metadata.AdditionalFiles.IsStateFlow"] = item.IsStateFlow ? "true" : "",
                ["build_metadata.AdditionalFiles.Namespace"] = item.Namespace,
            });
        }
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>A file of the project.</summary>
internal sealed record ProjectItem(string Path, string? Text, string Namespace = "", bool IsStateFlow = true);
