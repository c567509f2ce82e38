using System.Runtime.InteropServices;

namespace StateFlow.Runtime.Execution;

/// <summary>Requests that are executed together. Their order is that of the shares, and within a share that of the list.</summary>
/// <param name="shares">One for each worker, with requests for entities of its partitions; or fewer.</param>
/// <param name="traits">Those of all requests, perhaps of more.</param>
internal sealed class Batch(IReadOnlyList<List<PendingRequest>> shares, RequestTraits traits)
{
    /// <summary>How many requests a worker takes at a time.</summary>
    public const int ChunkLength = 16;

    /// <summary>A batch of requests in the order given, in one share or several.</summary>
    public Batch(params IReadOnlyList<List<PendingRequest>> shares)
        : this(shares, shares.SelectMany(share => share).Aggregate(RequestTraits.None, (traits, request) => traits | request.Traits))
    {
    }

    /// <summary>The requests.</summary>
    public IReadOnlyList<List<PendingRequest>> Shares { get; } = shares;

    /// <summary>How many requests there are.</summary>
    public int Count { get; } = shares.Sum(share => share.Count);

    /// <summary>Whether a request has an id; false only if none has.</summary>
    public bool HasIds => (Traits & RequestTraits.HasId) != 0;

    /// <summary>Whether of all requests it is known before what they touch.</summary>
    public bool HasFootprints => (Traits & RequestTraits.HasNoFootprint) == 0;

    /// <summary>The traits of all requests, perhaps of more.</summary>
    public RequestTraits Traits { get; } = traits;

    /// <summary>The requests in order.</summary>
    public IEnumerable<PendingRequest> Requests => Shares.SelectMany(share => share);

    /// <summary>The requests of a share that stand there, at most a chunk.</summary>
    public ReadOnlySpan<PendingRequest> Chunk(int share, int first)
    {
        var requests = CollectionsMarshal.AsSpan(Shares[share]);
        return first >= requests.Length ? [] : requests.Slice(first, Math.Min(ChunkLength, requests.Length - first));
    }
}
