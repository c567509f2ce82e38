using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>The pass that completes a method's state machine: live variables on blocks, frames on calls.</summary>
internal static class StateMachine
{
    public static Method Run(LiveVariables live)
    {
        var (signature, variables) = (live.Method.Signature, live.Method.Variables);
        var blocks = live.Method.Blocks.Select(block => block with
        {
            LiveIn = InOrder(live.LiveIn[block.Id]),
            Terminator = block.Terminator switch
            {
                CallTerminator call => call with { Frame = InOrder(live.Frame(block)) },
                ForkTerminator fork => fork with { Frame = InOrder(live.Frame(block)) },
                var other => other,
            },
        });
        return new Method(
            signature.Name,
            signature.Kind,
            signature.IsPrivate,
            signature.IsTransactional,
            signature.CanWait,
            [.. signature.Parameters],
            signature.Result,
            [.. variables],
            [.. blocks.ToArray()],
            signature.Span);

        Sequence<Variable> InOrder(ImmutableHashSet<int> slots) => slots.Order().Select(slot => variables[slot]).ToSequence();
    }
}
