namespace StateFlow.Runtime.Execution;

/// <summary>Where workers wait for each other, again and again.</summary>
/// <remarks>
/// <see cref="Barrier"/> asks the operating system to wake threads after some spins, which takes longer than what a worker does between two
/// meetings. This one spins, then lets others run as long as such a piece of work may take, and only then goes to sleep.
/// </remarks>
/// <param name="participants">How many workers there are.</param>
internal sealed class WorkerBarrier(int participants)
{
    private const int Spins = 200;
    private const int Yields = 2000;

    private readonly int _participants = participants;
    private readonly object _gate = new();
    private int _missing = participants;
    private volatile int _meeting;
    private int _sleepers;

    /// <summary>Waits until all workers have come.</summary>
    public void SignalAndWait()
    {
        var meeting = _meeting;
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _missing = _participants;
            Interlocked.Increment(ref _meeting);
            if (Volatile.Read(ref _sleepers) == 0) return;
            lock (_gate) Monitor.PulseAll(_gate);
            return;
        }

        for (var spins = 0; spins < Spins + Yields; spins++)
        {
            if (_meeting != meeting) return;
            if (spins < Spins) Thread.SpinWait(2);
            else Thread.Yield();
        }

        lock (_gate)
        {
            // Whoever comes last sees the sleeper, or the sleeper sees the next meeting: both are full fences.
            Interlocked.Increment(ref _sleepers);
            while (_meeting == meeting) Monitor.Wait(_gate);
            _sleepers--;
        }
    }
}
