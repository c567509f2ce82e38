using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>The passes from an analysed program to the IR.</summary>
internal static class Lower
{
    public static Program Run(AnalyzedProgram program, ImmutableArray<SourceText> sources) => Parts(Normalize.Run(program)).Assemble(sources);


    /// <summary>Lowers a submission that follows earlier ones: what it declares itself, and where later ones find that.</summary>
    /// <param name="constants">Which of its values are constants.</param>
    public static (ProgramParts Parts, LoweredNames Names) Run(AnalyzedProgram program, IReadOnlySet<ScriptValueSymbol> constants, LoweredNames earlier)
    {
        var (normal, names) = Normalize.Run(program, constants, earlier);
        return (Parts(normal), names);
    }

    private static ProgramParts Parts(NormalProgram normal) => new(
        normal.Types,
        [.. normal.Operators.Select(Operator)],
        Operator(normal.Script),
        [.. normal.Functions.Select(Method)],
        normal.Constants);

    private static Operator Operator(NormalOperator op) => new(
        op.Name,
        op.KeyField,
        op.KeyParameter,
        [.. op.Fields],
        op.Initializer,
        [.. op.Methods.Select(Method).ToArray()],
        [.. op.Invariants],
        op.Doc,
        op.Span);

    private static Method Method(NormalMethod method) => new MethodStages(method).StateMachine;
}
