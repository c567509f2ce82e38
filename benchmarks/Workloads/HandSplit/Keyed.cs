namespace StateFlow.Workloads.HandSplit;

/// <summary>Which partition owns a key.</summary>
internal static class Keyed
{
    public static int PartitionOf(long key, int partitions) => partitions == 1 ? 0 : (int)((ulong)key % (ulong)partitions);

    public static int PartitionOf(string key, int partitions)
    {
        if (partitions == 1) return 0;
        var hash = 17u;
        foreach (var character in key) hash = hash * 31 + character;
        return (int)(hash % (uint)partitions);
    }
}
