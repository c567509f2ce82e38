using System.Runtime.InteropServices;

namespace StateFlow.Runtime.Execution;

/// <summary>Requests that are executed together. Their order is that of the shares, and within a share that of the list.</summary>
/// <param name="shares">One for each worker, with requests for entities of its partitions; or fewer.</param>
internal sealed class Batch(params IReadOnlyList<List<PendingRequest>> shares)
{
    /// <summary>How many requests a worker takes at a time.</summary>
    public const int ChunkLength = 16;

    private readonly int[] _claimed = new int[shares.Count];

    /// <summary>A batch without requests.</summary>
    public static Batch Empty => new();

    /// <summary>The requests.</summary>
    public IReadOnlyList<List<PendingRequest>> Shares { get; } = shares;

    /// <summary>How many requests there are.</summary>
    public int Count { get; } = shares.Sum(share => share.Count);

    /// <summary>Whether a request has an id.</summary>
    public bool HasIds
    {
        get
        {
            foreach (var share in Shares)
            {
                foreach (var request in share)
                {
                    if (request.Request.Id is not null) return true;
                }
            }

            return false;
        }
    }

    /// <summary>The requests in order.</summary>
    public IEnumerable<PendingRequest> Requests => Shares.SelectMany(share => share);

    /// <summary>Numbers the requests by their order.</summary>
    public void Number()
    {
        var index = 0;
        foreach (var share in Shares)
        {
            foreach (var request in share) request.Index = index++;
        }
    }

    /// <summary>Lets all requests be claimed again.</summary>
    public void Rewind() => Array.Clear(_claimed);

    /// <summary>Some requests that no other worker does: of the worker's own share, then of those that others have not begun; none at the end.</summary>
    public ReadOnlySpan<PendingRequest> Claim(int worker)
    {
        for (var i = 0; i < Shares.Count; i++)
        {
            var share = (worker + i) % Shares.Count;
            if (Volatile.Read(ref _claimed[share]) >= Shares[share].Count) continue;
            var first = Interlocked.Add(ref _claimed[share], ChunkLength) - ChunkLength;
            var count = Math.Min(ChunkLength, Shares[share].Count - first);
            if (count > 0) return CollectionsMarshal.AsSpan(Shares[share]).Slice(first, count);
        }

        return [];
    }
}
