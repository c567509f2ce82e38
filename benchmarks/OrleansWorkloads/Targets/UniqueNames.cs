namespace StateFlow.OrleansWorkloads.Targets;

/// <summary>Names of clusters that nobody else has, so that a measurement begins without entities.</summary>
internal static class UniqueNames
{
    public static string Next() => $"bench-{Guid.NewGuid():N}";
}
