using StateFlow.Language.IR;

namespace StateFlow.Clients.Source;

/// <summary>The source of a class that holds a program.</summary>
internal static class ProgramSource
{
    private const string Ir = "global::StateFlow.Language.IR.Program";
    private const string Text = "global::StateFlow.Language.Syntax.SourceText";

    public static string Declare(Program program, string name)
    {
        var writer = new SourceWriter().Doc("The program that the entities are declared in.", string.Join(", ", program.Sources.Select(source => source.File)));
        writer.Line($"public static class {name}").Open();
        writer.Line($"private static readonly global::System.Lazy<{Ir}> Compiled = new(static () =>");
        writer.Indented("global::StateFlow.Language.Compiler.Compile([.. Sources()]).Program");
        writer.Indented("?? throw new global::System.InvalidOperationException(\"the program has errors for this version of StateFlow.Language: build with the source generator of the same version\"));").Line("");
        writer.Doc("The program, compiled when it is first asked for.").Line($"public static {Ir} Load() => Compiled.Value;").Line("");
        writer.Line($"private static {Text}[] Sources() =>").Line("[");
        foreach (var source in program.Sources) writer.Indented($"new({CSharpTypes.Literal(source.File)}, {Verbatim(source.Text)}),");
        return writer.Line("];").Close().ToString();
    }

    private static string Verbatim(string text) => $"@\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
