using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <summary>What terminators that wait say about frames.</summary>
internal static class Waits
{
    /// <summary>The variables that travel while the terminator's call is under way.</summary>
    public static Sequence<Variable> Frame(Terminator terminator) => terminator switch
    {
        CallTerminator call => call.Frame,
        ForkTerminator fork => fork.Frame,
        _ => throw new ArgumentException($"{terminator.GetType().Name} does not wait", nameof(terminator)),
    };
}
