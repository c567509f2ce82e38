using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Flow;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Shows methods as blocks, at the stages from control flow to state machine.</summary>
internal static class BlockPrinter
{
    public static string Print(IEnumerable<ControlFlowGraph> methods) => Print(methods, (method, writer) =>
    {
        writer.Line(SignatureNotation.Write(method.Signature));
        writer.Indented(() =>
        {
            foreach (var block in method.Blocks)
                Print(writer, block.Id, "", block.Handler, block.Statements.Select(NormalPrinter.Write), block.Terminator);
        });
    });

    public static string Print(IEnumerable<SplitMethod> methods) => Print(methods, (method, writer) =>
    {
        writer.Line(SignatureNotation.Write(method.Signature));
        writer.Indented(() =>
        {
            foreach (var block in method.Blocks) Print(writer, block, Kind(block));
        });
    });

    public static string Print(IEnumerable<LiveVariables> methods) => Print(methods, (live, writer) =>
    {
        writer.Line(SignatureNotation.Write(live.Method.Signature));
        writer.Indented(() =>
        {
            foreach (var block in live.Method.Blocks)
            {
                var names = live.LiveIn[block.Id].Order().Select(slot => live.Method.Variables[slot].Name);
                Print(writer, block, $"{Kind(block)}, live: {Names(names)}");
            }
        });
    });

    public static string Print(IEnumerable<Method> methods) => Print(methods, (method, writer) =>
    {
        writer.Line(SignatureNotation.Write(method));
        writer.Indented(() =>
        {
            foreach (var block in method.Blocks) Print(writer, block, $"{Kind(block)}, live: {Names(block.LiveIn.Select(variable => variable.Name))}");
        });
    });

    public static string Branches(IEnumerable<ForkBranch> branches) => string.Join(" and ", branches.Select(branch =>
        branch.Answer is null ? ExpressionNotation.Write(branch.Call) : $"{branch.Answer.Name} <- {ExpressionNotation.Write(branch.Call)}"));

    private static string Print<T>(IEnumerable<T> methods, Action<T, IndentedWriter> print)
    {
        var writer = new IndentedWriter();
        foreach (var method in methods) print(method, writer);
        return writer.ToString();
    }

    private static void Print(IndentedWriter writer, Block block, string note) =>
        Print(writer, block.Id, $" ({note})", block.Handler, block.Statements.Select(ExpressionNotation.Write), block.Terminator);

    private static void Print(IndentedWriter writer, int id, string note, Handler? handler, IEnumerable<string> statements, Terminator terminator)
    {
        var failure = handler is null ? "" : $" on failure {handler.Failure.Name} -> b{handler.Block}";
        writer.Line($"b{id}{note}:{failure}");
        writer.Indented(() =>
        {
            foreach (var statement in statements) writer.Line(statement);
            writer.Line(Write(terminator));
        });
    }

    private static string Write(Terminator terminator) => terminator switch
    {
        GotoTerminator node => $"goto b{node.Target}",
        BranchTerminator node => $"if {ExpressionNotation.Write(node.Condition)} then b{node.Then} else b{node.Else}",
        CallTerminator node => $"{CallVerb(node.Call)} {ExpressionNotation.Write(node.Call)} -> b{node.Resume}{Answer(node.Answer)}{Frame(node.Frame)}",
        ForkTerminator node => $"fork {Branches(node.Branches)} -> b{node.Join}{Frame(node.Frame)}",
        ReturnTerminator node => $"return {ExpressionNotation.Write(node.Value)}",
        FailTerminator node => $"fail {ExpressionNotation.Write(node.Message)}",
        RethrowTerminator node => $"rethrow {ExpressionNotation.Write(node.Failure)}",
        _ => throw new ArgumentOutOfRangeException(nameof(terminator), terminator.GetType().Name, null),
    };

    private static string CallVerb(Call call) => call switch
    {
        InPlaceCall => "call",
        WaitCall => "wait for",
        _ => "send",
    };

    private static string Answer(Variable? answer) => answer is null ? "" : $" with {answer.Name}";

    private static string Frame(Sequence<Variable> frame) => frame.Count == 0 ? "" : $", frame: {Names(frame.Select(variable => variable.Name))}";

    private static string Names(IEnumerable<string> names) => names.Any() ? string.Join(", ", names) : "none";

    private static string Kind(Block block) => block.Kind switch
    {
        BlockKind.RemoteCall => "remote call",
        BlockKind.InPlaceCall => "call in place",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
