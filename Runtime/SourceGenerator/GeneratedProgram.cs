using Microsoft.CodeAnalysis;
using StateFlow.Clients.Source;
using StateFlow.Language;
using Text = StateFlow.Language.Syntax.SourceText;

namespace StateFlow.SourceGenerator;

/// <summary>What a file gives.</summary>
/// <param name="Source">The C#; null if the program has errors.</param>
internal sealed record GeneratedProgram(ProgramFile File, string? Source, ImmutableArray<Diagnostic> Diagnostics)
{
    public static GeneratedProgram Of(ProgramFile file)
    {
        if (file.Text is not { } text) return new GeneratedProgram(file, null, [SourceDiagnostics.Unreadable(file)]);
        var compilation = Compiler.Compile([new Text(file.Name, text)]);
        var source = compilation.Program is { } program
            ? ClientSource.Of(program, new ClientSourceOptions(file.Namespace, file.ProgramClass))
            : null;
        return new GeneratedProgram(file, source, [.. compilation.Diagnostics.Select(diagnostic => SourceDiagnostics.Of(diagnostic, file))]);
    }
}
