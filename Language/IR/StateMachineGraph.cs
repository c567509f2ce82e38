using QuikGraph;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR;

/// <summary>A way from one block to the next.</summary>
/// <param name="Label">What takes it: <c>true</c>, <c>false</c>, the call that is answered, <c>failure</c>; empty for a plain step.</param>
public sealed record Transition(Block Source, Block Target, string Label, SourceSpan Span) : IEdge<Block>
{
    /// <summary>Whether the method waits on this way, so that a frame travels.</summary>
    public bool IsResumption { get; init; }

    /// <summary>Compares by identity.</summary>
    public bool Equals(Transition? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Source.Id, Target.Id, Label);
}

/// <summary>Makes the QuikGraph graph of a method's blocks.</summary>
internal static class StateMachineGraph
{
    public static IBidirectionalGraph<Block, Transition> Of(Sequence<Block> blocks)
    {
        var graph = new BidirectionalGraph<Block, Transition>(allowParallelEdges: true);
        foreach (var block in blocks) graph.AddVertex(block);
        foreach (var block in blocks)
        {
            foreach (var (target, label, resumes) in Successors(block))
                graph.AddEdge(new Transition(block, blocks[target], label, block.Terminator.Span) { IsResumption = resumes });
        }

        return new ArrayBidirectionalGraph<Block, Transition>(graph);
    }

    private static IEnumerable<(int Target, string Label, bool Resumes)> Successors(Block block)
    {
        switch (block.Terminator)
        {
            case GotoTerminator jump:
                yield return (jump.Target, "", false);
                break;
            case BranchTerminator branch:
                yield return (branch.Then, "true", false);
                yield return (branch.Else, "false", false);
                break;
            case CallTerminator call:
                yield return (call.Resume, CallNotation.Label(call.Call), true);
                break;
            case ForkTerminator fork:
                yield return (fork.Join, string.Join(", ", fork.Branches.Select(branch => CallNotation.Label(branch.Call))), true);
                break;
        }

        if (block.Handler is { } handler) yield return (handler.Block, "failure", false);
    }
}

/// <summary>Short names of calls for labels.</summary>
internal static class CallNotation
{
    public static string Label(Call call) => call switch
    {
        InvokeCall invoke => invoke.Method,
        CreateCall create => $"new {create.Entity}",
        ExistsCall exists => $"{exists.Entity}.Exists",
        InPlaceCall inPlace => inPlace.Method,
        WaitCall => "wait",
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };
}
