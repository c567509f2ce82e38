namespace StateFlow.Runtime.Execution;

/// <summary>Decides which batches are executed by several workers, and how large they should be: the larger, the more of their units are in each other's way.</summary>
/// <param name="threshold">How many requests a batch must have to be executed by several workers.</param>
/// <param name="serialBatches">How many batches are executed one by one after one in which most units were in each other's way.</param>
internal sealed class ParallelPolicy(int threshold, int serialBatches)
{
    /// <summary>Smaller batches are not worth the meetings of the workers.</summary>
    private const int SmallBatch = 256;

    /// <summary>How much longer than at first it waits before the next attempt, after many in vain.</summary>
    private const int MostPatience = 64;

    private int _limit = int.MaxValue;
    private int _serialLeft;
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

    /// <summary>Learns from a batch that was executed by several workers.</summary>
    /// <param name="conflicts">How many of its units were in the way of others.</param>
    /// <param name="isWasted">Whether they were executed in vain, and not only later.</param>
    public void Learn(int count, int conflicts, bool isWasted)
    {
        if (isWasted ? conflicts * 2 > count : conflicts * 4 > count && count <= SmallBatch)
        {
            _serialLeft = serialBatches * _patience;
            _patience = Math.Min(MostPatience, 2 * _patience);
            return;
        }

        _patience = 1;
        if (isWasted) return;
        if (conflicts * 8 > count) _limit = Math.Max(SmallBatch, count / 2);
        else if (conflicts * 32 < count && count > _limit / 2) _limit = (int)Math.Min(int.MaxValue, 2L * _limit);
    }
}
