namespace StateFlow.Runtime.Execution;

/// <summary>Decides which batches are executed by several workers, and how large they should be: the larger, the more of their units are in each other's way.</summary>
/// <remarks>
/// Whether several workers are faster depends on how much a unit does, where its entities lie in memory, and on the machine. So both ways are
/// tried, and tried again later; the more often in vain, the later.
/// </remarks>
/// <param name="threshold">How many requests a batch must have to be executed by several workers.</param>
/// <param name="serialBatches">How many batches are executed one by one before an attempt; 0 to attempt it always.</param>
internal sealed class ParallelPolicy(int threshold, int serialBatches)
{
    /// <summary>Smaller batches are not worth the meetings of the workers.</summary>
    private const int SmallBatch = 256;

    /// <summary>How much longer than at first it waits before the next attempt, after many in vain.</summary>
    private const int MostPatience = 64;

    /// <summary>How many batches tell what a way costs.</summary>
    private const int Sample = 8;

    /// <summary>After how many batches of several workers it is looked at again what one alone takes.</summary>
    private const int BatchesBetweenSamples = 512;

    private readonly int _serialBatches = serialBatches;
    private readonly RequestCost _alone = new();
    private readonly RequestCost _together = new();
    private int _limit = int.MaxValue;
    private int _serialLeft = serialBatches;
    private int _parallelBatches;
    private int _patience = 1;

    /// <summary>How many requests the next batch should have at most.</summary>
    public int BatchLimit => _serialLeft > 0 ? int.MaxValue : _limit;

    /// <summary>Whether the next batch is to be executed by several workers.</summary>
    public bool IsParallel(int count)
    {
        if (count < threshold) return false;
        if (_serialLeft == 0) return true;
        _serialLeft--;
        return false;
    }

    /// <summary>Learns from a batch that was executed one by one.</summary>
    /// <param name="time">How long it took, in any unit.</param>
    public void LearnAlone(int count, long time)
    {
        if (count >= threshold) _alone.Add(count, time);
    }

    /// <summary>Learns from a batch that was executed by several workers.</summary>
    /// <param name="conflicts">How many of its units were in the way of others.</param>
    /// <param name="isWasted">Whether they were executed in vain, and not only later.</param>
    /// <param name="time">How long it took, in the same unit.</param>
    public void LearnTogether(int count, int conflicts, bool isWasted, long time)
    {
        if (isWasted ? conflicts * 2 > count : conflicts * 4 > count && count <= SmallBatch)
        {
            GiveUp();
            return;
        }

        Resize(count, conflicts, isWasted);
        _together.Add(count, time);
        _parallelBatches++;
        if (_parallelBatches < Sample) return;
        if (_together.Average > _alone.Average) GiveUp();
        else if (_parallelBatches % BatchesBetweenSamples == 0) _serialLeft = Math.Min(_serialBatches, Sample);
        else _patience = 1;
    }

    private void Resize(int count, int conflicts, bool isWasted)
    {
        if (isWasted) return;
        if (conflicts * 8 > count) _limit = Math.Max(SmallBatch, count / 2);
        else if (conflicts * 32 < count && count > _limit / 2) _limit = (int)Math.Min(int.MaxValue, 2L * _limit);
    }

    private void GiveUp()
    {
        _serialLeft = _serialBatches * _patience;
        _patience = Math.Min(MostPatience, 2 * _patience);
        _parallelBatches = 0;
        _together.Forget();
    }

    /// <summary>What a request takes, as an average in which the last batches count most.</summary>
    private sealed class RequestCost
    {
        private const int Weight = Sample;

        public double Average { get; private set; }

        public void Add(int count, long time)
        {
            var cost = (double)time / count;
            Average = Average == 0 ? cost : Average + (cost - Average) / Weight;
        }

        public void Forget() => Average = 0;
    }
}
