using StateFlow.Language.Binding;
using StateFlow.Language.Lowering;
using StateFlow.Language.Lowering.Printing;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Printing;

namespace StateFlow.Language;

/// <summary>Shows what each pass makes of a program.</summary>
internal static class StagePrinter
{
    public static ImmutableArray<string> Stages { get; } =
        ["layout", "parse", "bind", "callgraph", "normalize", "controlflow", "split", "liveness", "statemachine", "dataflow"];

    public static StageResult Print(ImmutableArray<SourceText> sources, string stage)
    {
        if (!Stages.Contains(stage)) throw new ArgumentException($"no stage `{stage}`; the stages are {string.Join(", ", Stages)}", nameof(stage));
        if (stage is "layout" or "parse") return PrintSyntax(sources, stage);
        var (program, diagnostics) = Compiler.Analyze(sources);
        return new StageResult(program is null ? "" : Print(program, sources, stage), diagnostics);
    }

    private static StageResult PrintSyntax(ImmutableArray<SourceText> sources, string stage)
    {
        var parsed = sources.Select(Parser.Parse).ToImmutableArray();
        var texts = stage == "layout" ? sources.Select(LayoutPrinter.Print) : parsed.Select(result => SyntaxPrinter.Print(result.Unit));
        return new StageResult(string.Concat(texts), [.. parsed.SelectMany(result => result.Diagnostics)]);
    }

    private static string Print(AnalyzedProgram program, ImmutableArray<SourceText> sources, string stage)
    {
        switch (stage)
        {
            case "bind":
                return BoundTreePrinter.Print(program.Program);
            case "callgraph":
                return GraphPrinter.Print(Lower.Run(program, sources).Calls);
            case "dataflow":
                return GraphPrinter.Print(Lower.Run(program, sources).Dataflow);
        }

        var normal = Normalize.Run(program);
        var methods = normal.Methods.Select(method => new MethodStages(method));
        return stage switch
        {
            "normalize" => NormalPrinter.Print(normal),
            "controlflow" => BlockPrinter.Print(methods.Select(method => method.ControlFlow)),
            "split" => BlockPrinter.Print(methods.Select(method => method.Split)),
            "liveness" => BlockPrinter.Print(methods.Select(method => method.Live)),
            _ => BlockPrinter.Print(methods.Select(method => method.StateMachine)),
        };
    }
}
