namespace StateFlow.Runtime.Execution;

/// <summary>The stacks of threads that execute programs: calls in place may be nested as deep as the engine allows.</summary>
internal static class Stacks
{
    /// <summary>In bytes; only what is touched costs memory.</summary>
    public const int WorkerSize = 512 * 1024 * 1024;
}
