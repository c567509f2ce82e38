namespace StateFlow.Orleans.Grains;

/// <summary>Says when the silo begins to leave its cluster.</summary>
/// <remarks>An entity is not handed over while a client waits in it, and takes no answer any more that the client could be given: so clients are sent away first.</remarks>
internal sealed class SiloLeave : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloLeave), ServiceLifecycleStage.Active, _ => Task.CompletedTask, _ => _source.CancelAsync());

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();
}
