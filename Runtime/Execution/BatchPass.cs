namespace StateFlow.Runtime.Execution;

/// <summary>One pass of all workers over the requests of a batch: each request is claimed by one of them.</summary>
internal sealed class BatchPass
{
    private readonly Batch _batch;
    private readonly int[] _claimed;
    private readonly int[] _offsets;

    /// <summary>A pass that has not begun.</summary>
    public BatchPass(Batch batch)
    {
        _batch = batch;
        _claimed = new int[batch.Shares.Count];
        _offsets = new int[batch.Shares.Count];
        for (var i = 1; i < _offsets.Length; i++) _offsets[i] = _offsets[i - 1] + batch.Shares[i - 1].Count;
    }

    /// <summary>Some requests that no other worker does: of the worker's own share, then of those that others have not begun; none at the end.</summary>
    /// <param name="first">The first one's place in the batch, from 0.</param>
    public ReadOnlySpan<PendingRequest> Claim(int worker, out int first)
    {
        for (var i = 0; i < _claimed.Length; i++)
        {
            var share = (worker + i) % _claimed.Length;
            if (Volatile.Read(ref _claimed[share]) >= _batch.Shares[share].Count) continue;
            var place = Interlocked.Add(ref _claimed[share], Batch.ChunkLength) - Batch.ChunkLength;
            var chunk = _batch.Chunk(share, place);
            if (chunk.IsEmpty) continue;
            first = _offsets[share] + place;
            return chunk;
        }

        first = _batch.Count;
        return [];
    }
}
