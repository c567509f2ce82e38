using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>A method cut into the blocks of its state machine; frames are not known yet.</summary>
internal sealed record SplitMethod(MethodSignature Signature, ImmutableArray<Variable> Variables, ImmutableArray<Block> Blocks);

/// <summary>
/// The pass that cuts basic blocks at every call that waits, so that a block ends by sending the call and names the block that
/// takes the answer (the function splitting of Stateful Entities, Psarakis et al., EDBT 2024).
/// </summary>
internal sealed class Split
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<int, int> _entries = [];

    public static SplitMethod Run(ControlFlowGraph graph)
    {
        var split = new Split();

        // A basic block's first piece keeps a place of its own; the pieces after its calls follow it.
        var next = 0;
        foreach (var block in graph.Blocks)
        {
            split._entries.Add(block.Id, next);
            next += PieceCount(block);
        }

        foreach (var block in graph.Blocks) split.Cut(block);
        return new SplitMethod(graph.Signature, graph.Variables, [.. split._blocks]);
    }

    private static int PieceCount(BasicBlock block)
    {
        var count = 1;
        for (var i = 0; i < block.Statements.Length; i++)
        {
            if (block.Statements[i] is NormalFork) count += 2;
            else if (block.Statements[i] is NormalCall && !EndsInGoto(block, i)) count++;
        }

        return count;
    }

    /// <summary>Whether the statement is followed only by a jump, so that the answer can be taken by the jump's target.</summary>
    private static bool EndsInGoto(BasicBlock block, int statement) =>
        statement == block.Statements.Length - 1 && block.Terminator is GotoTerminator;

    private void Cut(BasicBlock block)
    {
        var statements = ImmutableArray.CreateBuilder<Statement>();
        for (var i = 0; i < block.Statements.Length; i++)
        {
            switch (block.Statements[i])
            {
                case NormalCall call when EndsInGoto(block, i):
                    var target = _entries[((GotoTerminator)block.Terminator).Target];
                    Add(statements, new CallTerminator(call.Call, call.Answer, target, [], call.Span), block);
                    return;
                case NormalCall call:
                    Add(statements, new CallTerminator(call.Call, call.Answer, _blocks.Count + 1, [], call.Span), block);
                    break;
                case NormalFork fork:
                    Add(statements, new ForkTerminator(fork.Branches, _blocks.Count + 1, [], fork.Span), block);
                    Add(statements, new GotoTerminator(_blocks.Count + 1, fork.Span), block, isJoin: true);
                    break;
                case NormalAssign assign:
                    statements.Add(new AssignStatement(assign.Variable, assign.Value, assign.Span));
                    break;
                case NormalEvaluate evaluate:
                    statements.Add(new EvaluateStatement(evaluate.Expression, evaluate.Span));
                    break;
                case var other:
                    throw new ArgumentOutOfRangeException(nameof(block), other.GetType().Name, null);
            }
        }

        Add(statements, Terminators.Redirect(block.Terminator, target => _entries[target]), block);
    }

    private void Add(ImmutableArray<Statement>.Builder statements, Terminator terminator, BasicBlock block, bool isJoin = false)
    {
        var handler = block.Handler is { } known ? known with { Block = _entries[known.Block] } : null;
        var kind = isJoin ? BlockKind.Join : Kind(terminator);
        var spans = statements.Select(statement => statement.Span).Append(terminator.Span).Where(span => span.Length > 0);
        var covered = terminator is GotoTerminator && statements.Count > 0
            ? statements.Select(statement => statement.Span).Aggregate((left, right) => left.To(right))
            : spans.Aggregate(SourceSpan.None, (left, right) => left.Length == 0 ? right : left.To(right));
        _blocks.Add(new Block(_blocks.Count, kind, [.. statements], terminator, handler, [], covered.Length == 0 ? block.Span : covered));
        statements.Clear();
    }

    /// <summary>What a block is that ends so.</summary>
    public static BlockKind Kind(Terminator terminator) => terminator switch
    {
        BranchTerminator => BlockKind.Branch,
        CallTerminator { Call: InPlaceCall } => BlockKind.InPlaceCall,
        CallTerminator { Call: WaitCall } => BlockKind.Wait,
        CallTerminator => BlockKind.RemoteCall,
        ForkTerminator => BlockKind.Fork,
        ReturnTerminator => BlockKind.Return,
        FailTerminator or RethrowTerminator => BlockKind.Fail,
        _ => BlockKind.Code,
    };
}
