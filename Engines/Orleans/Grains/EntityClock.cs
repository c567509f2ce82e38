using System.Collections.Concurrent;

namespace StateFlow.Orleans.Grains;

/// <summary>Has entities look at the time while they wait for something: one timer for all of a silo, since most wait for a moment only.</summary>
internal sealed class EntityClock : IDisposable
{
    private readonly ConcurrentQueue<Mailbox> _waiting = [];
    private readonly Timer _timer;

    public EntityClock()
    {
        using var nobodysContext = ExecutionContext.SuppressFlow();
        _timer = new Timer(static clock => ((EntityClock)clock!).Beat(), this, Interval, Interval);
    }

    /// <summary>How long it takes until an entity is told the time.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Has an entity told the time once.</summary>
    public void Tell(Mailbox mailbox) => _waiting.Enqueue(mailbox);

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        for (var rest = _waiting.Count; rest > 0 && _waiting.TryDequeue(out var mailbox); rest--) mailbox.Post(new ClockDelivery());
    }
}
