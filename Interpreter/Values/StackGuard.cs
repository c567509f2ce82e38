using System.Runtime.CompilerServices;
using StateFlow.Language;

namespace StateFlow.Interpreter.Values;

/// <summary>Lets recursion go as deep as its data does, on whatever thread it began.</summary>
internal static class StackGuard
{
    /// <summary>Whether this thread's stack has room for some more calls.</summary>
    public static bool HasRoom => RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Computes on a fresh stack while this thread waits.</summary>
    /// <remarks>The arguments are handed over instead of captured: a closure would cost every call, not only those that go on here.</remarks>
    public static TResult Continue<TState, TResult>(TState state, Func<TState, TResult> compute) => DeepStack.Run(() => compute(state));
}
