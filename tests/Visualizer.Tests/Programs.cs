using System.Collections.Concurrent;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Passes;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests;

/// <summary>The programs of the repository, and everything that can be drawn of them.</summary>
internal static class Programs
{
    public static IEnumerable<string> Files { get; } = Repository.Files("samples", "*.sf")
        .Concat(Repository.Files(Path.Combine("tests", "Programs", "correct"), "*.sf"))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

    public static Program Read(string file) => Compile(File.ReadAllText(Repository.PathOf(file)), file);

    public static Program Compile(string text, string file = "test.sf")
    {
        var compilation = Compiler.Compile([new SourceText(file, text)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join("\n", compilation.Diagnostics));
    }

    public static IEnumerable<Diagram> Diagrams(Program program)
    {
        yield return DataflowDiagram.Of(program);
        yield return CallsDiagram.Of(program);
        foreach (var method in program.Calls.Methods) yield return MethodDiagram.Of(program, method);
    }

    /// <summary>The passes over every method of a file.</summary>
    public static IReadOnlyList<(Diagram Diagram, MethodPasses Passes)> Passes(string file) => PassesOfFiles.GetOrAdd(file, path => [.. Passes(Read(path))]);

    private static readonly ConcurrentDictionary<string, IReadOnlyList<(Diagram Diagram, MethodPasses Passes)>> PassesOfFiles = [];

    /// <summary>The passes over every method.</summary>
    public static IEnumerable<(Diagram Diagram, MethodPasses Passes)> Passes(Program program)
    {
        foreach (var method in program.Calls.Methods)
        {
            var passes = Compiler.Passes([.. program.Sources], method)!;
            yield return (PassesDiagram.Of(program, passes), passes);
        }
    }
}
