using StateFlow.Language.Binding;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering;
using StateFlow.Language.Lowering.Printing;
using StateFlow.Language.Passes;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language;

/// <summary>Compiles entity-language text to the dataflow IR.</summary>
/// <example>
/// <code>
/// var compilation = Compiler.Compile([new SourceText("hello.sf", "printfn \"hello\"")]);
/// foreach (var diagnostic in compilation.Diagnostics) Console.Error.WriteLine(diagnostic);
/// </code>
/// </example>
public static class Compiler
{
    /// <summary>The passes in order, by the names that <see cref="Print(ImmutableArray{SourceText}, string)"/> takes.</summary>
    public static ImmutableArray<string> Stages => StagePrinter.Stages;

    /// <summary>Compiles one program from its files; their statements run in the order of the files.</summary>
    public static Compilation Compile(ImmutableArray<SourceText> sources) => DeepStack.Run(() =>
    {
        var (program, diagnostics) = Analyze(sources);
        if (program is null) return new Compilation(null, diagnostics);
        var constants = program.Dependence.ConstantsOfEntities(program.Program);
        var (parts, names) = Lower.Run(program, constants, LoweredNames.Empty);
        var result = parts.Assemble(sources);
        return new Compilation(result, diagnostics) { Scope = new SubmissionScope(program.Scope, names, [.. program.Program.Functions], result) };
    });

    /// <summary>Compiles a text that follows earlier ones: it sees what they declare and may redefine it.</summary>
    /// <example>
    /// <code>
    /// var first = Compiler.Submit(SubmissionScope.Empty, new SourceText("1", "let x = 20"));
    /// var second = Compiler.Submit(first.Scope, new SourceText("2", "x + 1"));
    /// </code>
    /// </example>
    public static Submission Submit(SubmissionScope previous, SourceText source) => Submit(previous, [source]);

    /// <summary>Compiles texts that are one submission and follow earlier ones.</summary>
    public static Submission Submit(SubmissionScope previous, ImmutableArray<SourceText> sources) =>
        DeepStack.Run(() => SubmissionCompiler.Compile(previous, sources));

    /// <summary>The result of one pass, for people to read.</summary>
    /// <exception cref="ArgumentException"><paramref name="stage"/> is not one of <see cref="Stages"/>.</exception>
    public static StageResult Print(ImmutableArray<SourceText> sources, string stage) =>
        DeepStack.Run(() => StagePrinter.Print(sources, stage));

    /// <summary>The state machines of a program's methods, or of one of them, for people to read.</summary>
    public static string Print(Program program, string? method = null) => BlockPrinter.Print(
        program.Operators.Append(program.Script).SelectMany(op => op.Methods).Concat(program.Functions).Where(candidate => method is null || candidate.Name == method));

    /// <summary>What each pass makes of one method, such as <c>User.BuyItem</c>; null if the sources have errors or no such method.</summary>
    public static MethodPasses? Passes(ImmutableArray<SourceText> sources, string method) => DeepStack.Run(() =>
        Analyze(sources).Program is { } program ? MethodPassesReader.Read(Normalize.Run(program), method, sources) : null);

    /// <summary>What each pass makes of a method that a submission declares; null if the sources have errors or no such method.</summary>
    /// <param name="previous">What the submissions before it declare.</param>
    public static MethodPasses? Passes(SubmissionScope previous, ImmutableArray<SourceText> sources, string method) => DeepStack.Run(() =>
        SubmissionCompiler.Normalized(previous, sources) is { } program ? MethodPassesReader.Read(program, method, sources) : null);

    /// <summary>The analysed program, or null if it has errors, and everything there is to say about it.</summary>
    internal static (AnalyzedProgram? Program, ImmutableArray<Diagnostic> Diagnostics) Analyze(ImmutableArray<SourceText> sources)
    {
        var parsed = sources.Select(Parser.Parse).ToImmutableArray();
        var bound = Binder.Bind([.. parsed.Select(result => result.Unit)], GlobalScope.Empty);
        var calls = CallAnalysis.Of(bound.Program);
        var dependence = new ScriptDependence(calls);
        var diagnostics = parsed.SelectMany(result => result.Diagnostics)
            .Concat(bound.Diagnostics)
            .Concat(EntityCallChecks.Check(bound.Program, calls, dependence));
        var ordered = InSourceOrder(diagnostics, sources);
        var program = ordered.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? null
            : new AnalyzedProgram(bound.Program, calls, dependence, bound.Scope);
        return (program, ordered);
    }

    internal static ImmutableArray<Diagnostic> InSourceOrder(IEnumerable<Diagnostic> diagnostics, ImmutableArray<SourceText> sources)
    {
        var files = new Dictionary<string, (int Index, SourceText Source)>();
        foreach (var source in sources) files.TryAdd(source.File, (files.Count, source));
        return
        [
            .. diagnostics.Distinct()
                .OrderBy(diagnostic => files.TryGetValue(diagnostic.Span.File, out var file) ? file.Index : int.MaxValue)
                .ThenBy(diagnostic => diagnostic.Span.Start.Offset)
                .Select(diagnostic => diagnostic with { Source = files.GetValueOrDefault(diagnostic.Span.File).Source }),
        ];
    }
}
