using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Execution;

/// <summary>The calls of a fork, which are made one after another in source order.</summary>
internal sealed class PendingFork(Frame[] branches)
{
    /// <summary>The calls.</summary>
    public Frame[] Branches { get; } = branches;

    /// <summary>The results; null where a branch has failed or not been called yet.</summary>
    public Value?[] Results = new Value?[branches.Length];

    /// <summary>How many branches have been called.</summary>
    public int Next;

    /// <summary>The first failure in source order.</summary>
    public Failure? Failure;
}
