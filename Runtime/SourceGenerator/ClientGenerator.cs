using Microsoft.CodeAnalysis;

namespace StateFlow.SourceGenerator;

/// <summary>Compiles the <c>.sf</c> files of a project: to typed clients, states and the program itself.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClientGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => ProgramFile.IsOne(pair.Right.GetOptions(pair.Left)))
            .Select(static (pair, cancellation) => ProgramFile.Of(pair.Left, pair.Right, cancellation));
        var generated = files.Select(static (file, _) => GeneratedProgram.Of(file)).WithTrackingName("Compile").Collect();
        context.RegisterSourceOutput(generated, static (output, programs) => Write(programs, output));
    }

    private static void Write(ImmutableArray<GeneratedProgram> programs, SourceProductionContext output)
    {
        var written = new Dictionary<string, ProgramFile>();
        foreach (var program in programs)
        {
            foreach (var diagnostic in program.Diagnostics) output.ReportDiagnostic(diagnostic);
            var file = program.File;
            if (written.TryAdd(file.Namespace, file))
            {
                if (program.Source is { } source) output.AddSource($"{file.Namespace}.g.cs", source);
            }
            else if (written[file.Namespace].Path != file.Path)
            {
                output.ReportDiagnostic(SourceDiagnostics.TwoFilesOfOneNamespace(file, written[file.Namespace]));
            }
        }
    }
}
