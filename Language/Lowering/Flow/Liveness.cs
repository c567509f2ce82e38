using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>For every block of a method, the slots whose values it or a block after it still reads.</summary>
internal sealed record LiveVariables(SplitMethod Method, ImmutableArray<ImmutableHashSet<int>> LiveIn)
{
    /// <summary>What a frame must carry while the block's call is under way: what the block that takes the answer and the handler read.</summary>
    public ImmutableHashSet<int> Frame(Block block)
    {
        var (next, answers) = block.Terminator switch
        {
            CallTerminator call => (call.Resume, call.Answer is { } answer ? [answer.Slot] : []),
            ForkTerminator fork => (fork.Join, fork.Branches.Where(branch => branch.Answer is not null).Select(branch => branch.Answer!.Slot)),
            _ => throw new ArgumentOutOfRangeException(nameof(block)),
        };
        var frame = LiveIn[next].Except(answers);
        return block.Handler is { } handler ? frame.Union(LiveIn[handler.Block].Remove(handler.Failure.Slot)) : frame;
    }
}

/// <summary>The pass that finds live variables, backwards until nothing changes.</summary>
internal static class Liveness
{
    public static LiveVariables Run(SplitMethod method)
    {
        var blocks = method.Blocks;
        var uses = blocks.Select(VariableUses.Of).ToArray();
        var live = Enumerable.Repeat(ImmutableHashSet<int>.Empty, blocks.Length).ToArray();
        var predecessors = Predecessors(blocks);
        var work = new PriorityQueue<int, int>(blocks.Select(block => (block.Id, -block.Id)));
        var queued = blocks.Select(_ => true).ToArray();
        while (work.TryDequeue(out var id, out _))
        {
            queued[id] = false;
            var block = blocks[id];
            var result = LiveOut(block, uses[id], live).Except(uses[id].Sets).Union(uses[id].Reads);

            // A failure may come before the block sets anything.
            if (block.Handler is { } handler) result = result.Union(live[handler.Block].Remove(handler.Failure.Slot));
            if (result.SetEquals(live[id])) continue;
            live[id] = result;
            foreach (var predecessor in predecessors[id])
            {
                if (queued[predecessor]) continue;
                queued[predecessor] = true;
                work.Enqueue(predecessor, -predecessor);
            }
        }

        return new LiveVariables(method, [.. live]);
    }

    private static ImmutableHashSet<int> LiveOut(Block block, VariableUses uses, ImmutableHashSet<int>[] live) => block.Terminator switch
    {
        BranchTerminator branch => live[branch.Then].Except(uses.SetsWhenTrue).Union(live[branch.Else]),
        CallTerminator { Answer: var answer, Resume: var resume } => answer is null ? live[resume] : live[resume].Remove(answer.Slot),
        ForkTerminator fork => live[fork.Join].Except(fork.Branches.Where(branch => branch.Answer is not null).Select(branch => branch.Answer!.Slot)),
        var terminator => Terminators.Targets(terminator).Aggregate(ImmutableHashSet<int>.Empty, (all, target) => all.Union(live[target])),
    };

    private static List<int>[] Predecessors(ImmutableArray<Block> blocks)
    {
        var predecessors = blocks.Select(_ => new List<int>()).ToArray();
        foreach (var block in blocks)
        {
            foreach (var target in Terminators.Targets(block.Terminator)) predecessors[target].Add(block.Id);
            if (block.Handler is { } handler) predecessors[handler.Block].Add(block.Id);
        }

        return predecessors;
    }
}
