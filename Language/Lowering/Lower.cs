using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Flow;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>The passes from an analysed program to the IR.</summary>
internal static class Lower
{
    public static Program Run(AnalyzedProgram program, ImmutableArray<SourceText> sources) => Assemble(Normalize.Run(program), sources);

    private static Program Assemble(NormalProgram normal, ImmutableArray<SourceText> sources)
    {
        var operators = normal.Operators.Select(Operator).ToImmutableArray();
        var script = Operator(normal.Script);
        var functions = normal.Functions.Select(Method).ToImmutableArray();
        return new Program(
            [.. normal.Types],
            [.. operators],
            script,
            [.. functions],
            [.. normal.Constants],
            Dataflow.Run(operators, script),
            Dataflow.Calls(operators, script, functions),
            [.. sources]);
    }

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
