using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>What a frame asks of its entity.</summary>
internal enum FrameKind : byte
{
    /// <summary>A method called by an event.</summary>
    Invoke,

    /// <summary>A method called in place, in the caller's step.</summary>
    InPlace,

    /// <summary>The creation of the entity.</summary>
    Create,

    /// <summary>Whether the entity exists.</summary>
    Exists,
}

/// <summary>A call under way: its arguments, then what it keeps while it waits.</summary>
/// <remarks>For each method a class is generated that adds typed fields for parameters and for the variables that live across a wait.</remarks>
internal class Frame
{
    /// <summary>The method, or the initializer of a creation; null for <see cref="FrameKind.Exists"/>.</summary>
    public CompiledMethod Method = null!;

    /// <summary>The entity on which it runs, or a placeholder for it.</summary>
    public EntityInstance? Home;

    /// <summary>Who takes the answer; null at the bottom.</summary>
    public Frame? Below;

    /// <summary>The block whose call is under way; of a method that has not begun -1.</summary>
    public int Block = -1;

    public FrameKind Kind;

    /// <summary>Whether a transaction begins with this call.</summary>
    public bool IsTransaction;

    /// <summary>What the unit's logs held when the transaction began.</summary>
    public Mark Mark;

    /// <summary>The fork whose branch this call is, in the frame below; -1 if it is none.</summary>
    public int Branch = -1;

    /// <summary>The branches of the fork that this method waits for.</summary>
    public PendingFork? Fork;
}

/// <summary>How far the logs of a unit went at some time.</summary>
internal readonly record struct Mark(int Undo, int Output, int Touched);
