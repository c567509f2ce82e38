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
                Print(writer, block.Id, "", block.Handler, block.Statements.Select(statement => NormalPrinter.Line(statement).Text), block.Terminator);
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

    /// <summary>What a terminator does, without where it leads; empty for a jump.</summary>
    private static string Action(Terminator terminator) => terminator switch
    {
        GotoTerminator => "",
        BranchTerminator node => $"if {ExpressionNotation.Write(node.Condition)}",
        CallTerminator node => $"{Verb(node.Call)}{ExpressionNotation.Write(node.Call)}",
        ForkTerminator node => NormalPrinter.Fork(node.Branches),
        ReturnTerminator node => $"return {ExpressionNotation.Write(node.Value)}",
        FailTerminator node => $"fail {ExpressionNotation.Write(node.Message)}",
        RethrowTerminator node => $"rethrow {ExpressionNotation.Write(node.Failure)}",
        _ => throw new ArgumentOutOfRangeException(nameof(terminator), terminator.GetType().Name, null),
    };

    /// <summary>A basic block line by line, without where it leads.</summary>
    public static IEnumerable<PrintedLine> Lines(BasicBlock block) =>
        block.Statements.Select(statement => NormalPrinter.Line(statement)).Concat(Lines(block.Terminator));

    /// <summary>A block line by line, without where it leads.</summary>
    public static IEnumerable<PrintedLine> Lines(Block block) => block.Statements
        .Select(statement => PrintedLine.Of(0, ExpressionNotation.Write(statement), statement.Span, ExpressionChildren.Of(statement)))
        .Concat(Lines(block.Terminator));

    private static IEnumerable<PrintedLine> Lines(Terminator terminator)
    {
        var text = Action(terminator);
        return terminator switch
        {
            GotoTerminator => [],
            CallTerminator call => [new PrintedLine(0, text, call.Span, [(call.Call, text.Length)])],
            ForkTerminator fork => [new PrintedLine(0, text, fork.Span, NormalPrinter.ForkedCalls(fork.Branches))],
            _ => [PrintedLine.Of(0, text, terminator.Span, ExpressionChildren.Of(terminator))],
        };
    }

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
        BranchTerminator node => $"{Action(node)} then b{node.Then} else b{node.Else}",
        CallTerminator node => $"{Action(node)} -> b{node.Resume}{Answer(node.Answer)}{Frame(node.Frame)}",
        ForkTerminator node => $"{Action(node)} -> b{node.Join}{Frame(node.Frame)}",
        _ => Action(terminator),
    };

    private static string Verb(Call call) => call switch
    {
        InPlaceCall => "call ",
        WaitCall => "",
        _ => "send ",
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
