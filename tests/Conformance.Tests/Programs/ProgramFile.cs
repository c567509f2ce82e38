using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Conformance.Tests.Programs;

/// <summary>A program of the suite with what its file and the files beside it say must come of it.</summary>
/// <param name="Name">The path below the suite's folder without the extension.</param>
public sealed record ProgramFile(string Name, SourceText Source, ImmutableArray<Marker> Markers)
{
    private const string Folder = "tests/Programs";

    /// <summary>The programs of a kind, which is a folder of the suite.</summary>
    public static IEnumerable<ProgramFile> All(string kind) => Repository.Files($"{Folder}/{kind}", "*.sf").Select(Load);

    /// <summary>What the program must print.</summary>
    public string ExpectedOutput => File.ReadAllText(PathOf(".out"));

    /// <summary>Whether the file that says so is there.</summary>
    public bool HasExpectedOutput => File.Exists(PathOf(".out"));

    /// <summary>Whether no two calls of the program are ever under way at once, so that there is one order of events only.</summary>
    public bool IsSequential => !Source.Text.Contains("start") && !Source.Text.Contains("let!");

    public Compilation Compile() => Compiler.Compile([Source]);

    /// <summary>The compiled program; the test fails if there is none.</summary>
    public Program CompileWithoutErrors()
    {
        var compilation = Compile();
        Assert.That(compilation.Program, Is.Not.Null, () => string.Join('\n', compilation.Diagnostics));
        return compilation.Program!;
    }

    public override string ToString() => Name;

    private static ProgramFile Load(string path)
    {
        var name = Path.GetRelativePath(Repository.PathOf(Folder), path).Replace('\\', '/');
        var text = File.ReadAllText(path);
        return new ProgramFile(name[..^".sf".Length], new SourceText(Path.GetFileName(path), text), Marker.In(text));
    }

    private string PathOf(string extension) => Repository.PathOf(Folder, Name + extension);
}
