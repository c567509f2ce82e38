using System.Numerics;

namespace StateFlow.Runtime.Execution;

/// <summary>How many partitions the keys of an operator are spread over.</summary>
internal static class Partitions
{
    /// <summary>Several for each worker, so that the shares are even.</summary>
    private const int PerWorker = 8;

    /// <summary>The logarithm of the number of partitions.</summary>
    public static int Bits(int workers) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)(workers * PerWorker)));
}
