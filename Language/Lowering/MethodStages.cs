using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Flow;
using StateFlow.Language.Lowering.Normal;

namespace StateFlow.Language.Lowering;

/// <summary>The passes over one method in their order; each runs when its result is asked for.</summary>
internal sealed class MethodStages(NormalMethod normal)
{
    public NormalMethod Normal => normal;

    public ControlFlowGraph ControlFlow => field ??= Flow.ControlFlow.Run(normal);

    public SplitMethod Split => field ??= Flow.Split.Run(ControlFlow);

    public LiveVariables Live => field ??= Liveness.Run(Split);

    public Method StateMachine => field ??= Flow.StateMachine.Run(Live);
}
