using System.Collections.Concurrent;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Interpreter.Tests.Debugging;

/// <summary>The programs that run to their end, and some with many interleavings.</summary>
internal static class CorrectPrograms
{
    private static readonly ConcurrentDictionary<string, Program> Compiled = [];

    public static string[] Names { get; } =
        ["shop", "increments", .. Repository.Files(Path.Combine("tests", "Programs", "correct"), "*.sf").Select(file => Path.GetRelativePath(Repository.Root, file))];

    public static Program Get(string name) => Compiled.GetOrAdd(name, static name => name switch
    {
        "shop" => ProgramRun.Compile(ExamplePrograms.Shop),
        "increments" => ProgramRun.Compile(ExamplePrograms.Increments("")),
        _ => Compiler.Compile([new SourceText(name, File.ReadAllText(Repository.PathOf(name)))]).Program!,
    });
}
