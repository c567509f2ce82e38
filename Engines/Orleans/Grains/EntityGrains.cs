namespace StateFlow.Orleans.Grains;

/// <summary>References to the grains that are entities.</summary>
internal sealed class EntityGrains(IGrainFactory grains)
{
    /// <summary>What the grain factory would find out anew for each of them.</summary>
    private volatile Kind? _kind;

    /// <param name="address">The grain's key.</param>
    public IEntityGrain Get(string address) => _kind is { } kind
        ? (IEntityGrain)grains.GetGrain(GrainId.Create(kind.Grain, IdSpan.Create(address)), kind.Interface)
        : First(address);

    private IEntityGrain First(string address)
    {
        var grain = grains.GetGrain<IEntityGrain>(address);
        var reference = (GrainReference)grain;
        _kind = new Kind(reference.GrainId.Type, reference.InterfaceType);
        return grain;
    }

    private sealed record Kind(GrainType Grain, GrainInterfaceType Interface);
}
