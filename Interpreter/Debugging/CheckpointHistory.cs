namespace StateFlow.Interpreter.Debugging;

/// <summary>Checkpoints at even distances; when there are too many, every second one goes and the distance doubles.</summary>
internal sealed class CheckpointHistory(int capacity)
{
    private const int FirstInterval = 16;

    private readonly int _capacity = Math.Max(2, capacity);
    private List<Checkpoint> _checkpoints = [];

    /// <summary>How far the checkpoints are apart, in ticks.</summary>
    public long Interval { get; private set; } = FirstInterval;

    public int Count => _checkpoints.Count;

    /// <summary>Whether a checkpoint should be kept at a place which the run has reached for the first time.</summary>
    public bool Wants(long tick) => tick % Interval == 0 && (_checkpoints.Count == 0 || _checkpoints[^1].Tick < tick);

    public void Keep(Checkpoint checkpoint)
    {
        _checkpoints.Add(checkpoint);
        if (_checkpoints.Count <= _capacity) return;

        Interval *= 2;
        _checkpoints = [.. _checkpoints.Where(kept => kept.Tick % Interval == 0)];
    }

    /// <summary>Drops what lies after a place, since another future begins there.</summary>
    public void ForgetAfter(long tick) => _checkpoints.RemoveAll(kept => kept.Tick > tick);

    /// <summary>The last checkpoint at or before a tick; the first one is that of the beginning.</summary>
    public Checkpoint At(long tick) => _checkpoints[IndexOfLast(kept => kept.Tick <= tick)];

    /// <summary>The last checkpoint at or before a position.</summary>
    public Checkpoint At(DebugPosition position) => _checkpoints[IndexOfLast(kept => kept.Position.CompareTo(position) <= 0)];

    /// <summary>The index of the last checkpoint of which something is true that is true of all before it.</summary>
    private int IndexOfLast(Predicate<Checkpoint> holds)
    {
        var (low, high) = (0, _checkpoints.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(_checkpoints[middle])) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }
}
