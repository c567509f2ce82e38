namespace StateFlow.Orleans.Hosting;

/// <summary>Waits, before a silo does anything else, until what keeps the cluster can be used: both may be started at once.</summary>
internal sealed class ClusterPreparation(ClusterAddress address) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ClusterPreparation), ServiceLifecycleStage.First, cancellation => PrepareAsync(address, Patience, cancellation));

    public static async Task PrepareAsync(ClusterAddress address, TimeSpan patience, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + patience;
        while (true)
        {
            try
            {
                await address.PrepareAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (StorageUnreachableException) when (DateTime.UtcNow < until)
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }
}
