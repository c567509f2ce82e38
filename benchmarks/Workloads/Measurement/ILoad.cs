namespace StateFlow.Workloads.Measurement;

/// <summary>A way of putting a target under load.</summary>
public interface ILoad
{
    /// <summary>Puts the target under load and measures; returns when no request is pending any more.</summary>
    /// <param name="requests">How many requests the target knows.</param>
    LoadResult Measure(IBenchmarkTarget target, int requests, CancellationToken cancellation);
}
