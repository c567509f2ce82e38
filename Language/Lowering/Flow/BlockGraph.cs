using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>
/// Tidies basic blocks: skips empty ones and tests whose outcome is known, joins those that always follow each other, drops the
/// unreachable, and numbers the rest in reading order.
/// </summary>
internal static class BlockGraph
{
    public static ImmutableArray<BasicBlock> Simplify(ImmutableArray<BasicBlock> blocks)
    {
        var byId = blocks.ToArray();
        for (var i = 0; i < byId.Length; i++)
            byId[i] = byId[i] with { Terminator = SkipKnownTests(byId, Terminators.Redirect(byId[i].Terminator, target => SkipEmpty(byId, target))) };

        var entry = SkipEmpty(byId, 0);
        var reachable = Reachable(byId, entry);
        var predecessors = CountPredecessors(byId, reachable);
        foreach (var i in reachable)
        {
            // Follow the chain from its first block only: a block already merged into another is unreachable.
            while (byId[i].Terminator is GotoTerminator { Target: var next }
                && next != i && next != entry && predecessors[next] == 1 && byId[next].Handler == byId[i].Handler)
            {
                var merged = byId[next];
                var statements = byId[i].Statements;
                byId[i] = byId[i] with
                {
                    Statements = statements.AddRange(merged.Statements),
                    Terminator = merged.Terminator,
                    Span = statements.IsEmpty ? merged.Span : byId[i].Span.To(merged.Span),
                };
                predecessors[next] = 0;
                byId[next] = merged with { Statements = [], Terminator = new GotoTerminator(next, merged.Span) };
            }
        }

        return Number(byId, entry);
    }

    private static int SkipEmpty(BasicBlock[] blocks, int target)
    {
        // The bound ends the walk in an empty endless loop.
        for (var steps = 0; steps < blocks.Length; steps++)
        {
            if (blocks[target] is not { Statements.IsEmpty: true, Terminator: GotoTerminator { Target: var next } }) break;
            target = next;
        }

        return target;
    }

    /// <summary>Goes past blocks that only ask again for the variable that was just tested, as a short circuit and what uses it do.</summary>
    private static Terminator SkipKnownTests(BasicBlock[] blocks, Terminator terminator)
    {
        if (terminator is not BranchTerminator { Condition: LocalExpression { Variable: var tested } } branch) return terminator;
        return branch with { Then = Follow(branch.Then, next => next.Then), Else = Follow(branch.Else, next => next.Else) };

        int Follow(int target, Func<BranchTerminator, int> outcome)
        {
            for (var steps = 0; steps < blocks.Length; steps++)
            {
                if (blocks[target] is not { Statements.IsEmpty: true, Terminator: BranchTerminator { Condition: LocalExpression { Variable: var next } } again } || next != tested) break;
                target = SkipEmpty(blocks, outcome(again));
            }

            return target;
        }
    }

    private static int[] CountPredecessors(BasicBlock[] blocks, List<int> reachable)
    {
        var counts = new int[blocks.Length];
        foreach (var id in reachable)
        {
            foreach (var successor in Successors(blocks[id])) counts[successor]++;
        }

        return counts;
    }

    private static ImmutableArray<BasicBlock> Number(BasicBlock[] blocks, int entry)
    {
        var order = Reachable(blocks, entry);
        var numbers = new Dictionary<int, int>();
        foreach (var id in order) numbers.Add(id, numbers.Count);
        return
        [
            .. order.Select(id => blocks[id] with
            {
                Id = numbers[id],
                Terminator = Terminators.Redirect(blocks[id].Terminator, target => numbers[target]),
                Handler = blocks[id].Handler is { } handler ? handler with { Block = numbers[handler.Block] } : null,
            }),
        ];
    }

    /// <summary>The blocks that can run, each before what follows it in the source where the jumps allow.</summary>
    private static List<int> Reachable(BasicBlock[] blocks, int entry)
    {
        var order = new List<int>();
        var seen = new HashSet<int>();
        var work = new Stack<int>([entry]);
        while (work.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            order.Add(id);
            foreach (var successor in Successors(blocks[id]).Reverse()) work.Push(successor);
        }

        return order;
    }

    private static IEnumerable<int> Successors(BasicBlock block)
    {
        var targets = Terminators.Targets(block.Terminator);
        return block.Handler is { } handler ? targets.Append(handler.Block) : targets;
    }
}
