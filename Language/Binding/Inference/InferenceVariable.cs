using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Inference;

/// <summary>A type that inference has yet to find, or has found.</summary>
/// <param name="Level">The nesting of <c>let</c> functions the variable belongs to; deeper ones can be generalised.</param>
internal sealed record InferenceVariable(int Level) : DataType, IUnsolvedType
{
    public int Level { get; set; } = Level;

    /// <summary>What the variable stands for, once known.</summary>
    public DataType? Solution { get; set; }

    /// <summary>The only types the variable may stand for; null if any will do.</summary>
    public Overloads? Allowed { get; set; }

    /// <summary>The name in the source, for <c>'a</c>; null for one the binder made.</summary>
    public string? Name { get; init; }

    public string Notation => Solution?.ToString() ?? $"'{Name ?? "_"}";

    public bool Equals(InferenceVariable? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The type of what could not be bound: it agrees with every other, so that one mistake gives one message.</summary>
internal sealed record ErrorType : DataType, IUnsolvedType
{
    public static ErrorType Instance { get; } = new();

    public string Notation => "_";
}
