namespace StateFlow.Runtime.Execution;

/// <summary>What direct runs have done with entities, noted in the entities: a mark is the number of a scope with two bits.</summary>
/// <remarks>
/// A scope is a unit, or the rest of it from the beginning of a transaction on. No two scopes of an engine have the same number, so a mark means
/// nothing to others and need not be taken back.
/// </remarks>
/// <param name="worker">Each has numbers of its own.</param>
internal struct DirectScope(int worker)
{
    private const long Touched = 1;
    private const long Written = 2;
    private const long Bits = Touched | Written;

    private long _number = ((long)worker + 1) << 48;

    /// <summary>Begins a scope.</summary>
    public void Begin() => _number += Bits + 1;

    /// <summary>Notes that an entity is written.</summary>
    /// <returns>Whether it is so for the first time.</returns>
    public readonly bool Write(EntityInstance entity) => Mark(entity, Written);

    /// <summary>Notes that a transaction has touched an entity.</summary>
    /// <returns>Whether it is so for the first time.</returns>
    public readonly bool Touch(EntityInstance entity) => Mark(entity, Touched);

    private readonly bool Mark(EntityInstance entity, long bit)
    {
        var known = entity.DirectMark;
        if ((known & ~Bits) != _number) known = _number;
        if ((known & bit) != 0) return false;
        entity.DirectMark = known | bit;
        return true;
    }
}
