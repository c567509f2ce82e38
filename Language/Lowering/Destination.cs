using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering;

/// <summary>What becomes of a value.</summary>
internal abstract record Destination
{
    /// <summary>It is thrown away.</summary>
    public static Destination Discard { get; } = new DiscardDestination();

    /// <summary>It is the method's result.</summary>
    public static Destination Return { get; } = new ReturnDestination();

    /// <summary>It goes into a variable.</summary>
    public static Destination Into(Variable variable) => new VariableDestination(variable);
}

internal sealed record DiscardDestination : Destination;

internal sealed record ReturnDestination : Destination;

internal sealed record VariableDestination(Variable Variable) : Destination;
