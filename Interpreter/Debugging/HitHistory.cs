namespace StateFlow.Interpreter.Debugging;

/// <summary>How often a breakpoint had been hit, at each of the last hits and at ever fewer of those before.</summary>
/// <param name="hitCount">The hit from which on the breakpoint stops.</param>
internal sealed class HitHistory(int hitCount)
{
    private const int Capacity = 4096;

    private List<(long Tick, int Count)> _hits = [];
    private long _stopsFrom = long.MaxValue;

    /// <summary>How many hits there were up to where the run stands.</summary>
    public int Count { get; private set; }

    /// <summary>The tick after which hits were forgotten that must be counted again; null if none.</summary>
    public long? Gap { get; private set; }

    /// <summary>Whether a hit at a tick is one that stops.</summary>
    public bool Stops(long tick) => hitCount == 1 || tick >= _stopsFrom;

    /// <summary>Counts a hit, unless it has been counted.</summary>
    public void Add(long tick)
    {
        if (_hits.Count > 0 && tick <= _hits[^1].Tick) return;
        _hits.Add((tick, ++Count));
        if (Count == hitCount) _stopsFrom = tick;
        if (_hits.Count > Capacity) _hits = [.. _hits.Where((_, index) => index % 2 == 0)];
    }

    /// <summary>Forgets the hits after a tick.</summary>
    public void ForgetAfter(long tick)
    {
        var kept = _hits.FindLastIndex(hit => hit.Tick <= tick);
        var last = kept < 0 ? default : _hits[kept];
        Gap = kept + 1 < _hits.Count && _hits[kept + 1].Count > last.Count + 1 ? last.Tick : null;
        _hits.RemoveRange(kept + 1, _hits.Count - kept - 1);
        Count = last.Count;
        if (Count < hitCount) _stopsFrom = long.MaxValue;
    }

    /// <summary>Says that the hits of the gap have been counted again.</summary>
    public void CloseGap() => Gap = null;
}
