using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>Where terminators lead.</summary>
internal static class Terminators
{
    public static IEnumerable<int> Targets(Terminator terminator) => terminator switch
    {
        GotoTerminator jump => [jump.Target],
        BranchTerminator branch => [branch.Then, branch.Else],
        CallTerminator call => [call.Resume],
        ForkTerminator fork => [fork.Join],
        _ => [],
    };

    public static Terminator Redirect(Terminator terminator, Func<int, int> target) => terminator switch
    {
        GotoTerminator jump => jump with { Target = target(jump.Target) },
        BranchTerminator branch => branch with { Then = target(branch.Then), Else = target(branch.Else) },
        CallTerminator call => call with { Resume = target(call.Resume) },
        ForkTerminator fork => fork with { Join = target(fork.Join) },
        _ => terminator,
    };
}
