namespace StateFlow.Workloads.Targets;

/// <summary>Nobody who waits.</summary>
internal sealed class NoCompletion : IRequestCompletion
{
    public static NoCompletion Instance { get; } = new();

    public void Complete(long ticket, RequestOutcome outcome)
    {
    }
}
