namespace StateFlow.Runtime.Execution;

/// <summary>Where a worker has noted what a unit touches.</summary>
/// <param name="First">The place of the first of its entries among the worker's.</param>
internal readonly record struct UnitAccesses(int Worker, int First, int Count);
