namespace StateFlow.Execution.Analysis;

/// <summary>What a call may do with which entities, where that can be told from its target and arguments alone.</summary>
/// <param name="Target">With the entity that is called.</param>
/// <param name="Parameters">With the entity that each parameter refers to; null for one that is not called, or is no reference.</param>
internal sealed record Footprint(Access Target, ImmutableArray<Access?> Parameters)
{
    /// <inheritdoc />
    public bool Equals(Footprint? other) => other is not null && Target == other.Target && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Target, Parameters.Length);
}
