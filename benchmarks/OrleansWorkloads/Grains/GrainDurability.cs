namespace StateFlow.OrleansWorkloads.Grains;

/// <summary>Whether what grains have acknowledged outlives their silo.</summary>
internal sealed record GrainDurability(bool IsOn)
{
    public const string StorageName = "grains";
}
