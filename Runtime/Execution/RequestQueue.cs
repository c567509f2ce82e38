using System.Runtime.InteropServices;

namespace StateFlow.Runtime.Execution;

/// <summary>The requests that wait, in an inbox for each worker. Requests for one key stay in the order in which they came.</summary>
internal sealed class RequestQueue
{
    private readonly Inbox[] _inboxes;
    private readonly ManualResetEventSlim _wake = new();
    private volatile bool _isWaiting;
    private volatile EngineException? _closed;

    /// <summary>An empty queue.</summary>
    /// <param name="maxPending">How many may wait.</param>
    public RequestQueue(int workers, int maxPending) =>
        _inboxes = [.. Enumerable.Range(0, workers).Select(_ => new Inbox(Math.Max(1, maxPending / workers)))];

    /// <summary>How many requests wait.</summary>
    public long Count => _inboxes.Sum(inbox => (long)inbox.Count);

    /// <summary>Adds a request, if there is room.</summary>
    /// <exception cref="EngineException">The queue is closed.</exception>
    public bool TryAdd(PendingRequest request)
    {
        var inbox = InboxOf(request);
        lock (inbox.Gate)
        {
            ThrowIfClosed();
            if (inbox.IsFull) return false;
            inbox.Add(request);
        }

        if (_isWaiting) _wake.Set();
        return true;
    }

    /// <summary>Adds the requests of a list for which there is room, and takes them out of it.</summary>
    /// <exception cref="EngineException">The queue is closed.</exception>
    public void AddAll(List<PendingRequest> requests)
    {
        for (var i = 0; i < _inboxes.Length && requests.Count > 0; i++)
        {
            var (inbox, left) = (_inboxes[i], 0);
            lock (inbox.Gate)
            {
                ThrowIfClosed();
                foreach (var request in CollectionsMarshal.AsSpan(requests))
                {
                    if (InboxOf(request) == inbox && !inbox.IsFull) inbox.Add(request);
                    else requests[left++] = request;
                }
            }

            requests.RemoveRange(left, requests.Count - left);
        }

        if (_isWaiting) _wake.Set();
    }

    /// <summary>Adds a request as soon as there is room; of those that wait for it, the first come first.</summary>
    /// <exception cref="EngineException">The queue is closed.</exception>
    public async Task AddAsync(PendingRequest request, CancellationToken cancellation)
    {
        var inbox = InboxOf(request);
        var added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (inbox.Gate)
        {
            ThrowIfClosed();
            inbox.Waiting.Enqueue((request, added));
            inbox.Admit();
        }

        if (_isWaiting) _wake.Set();
        await using (cancellation.Register(() => added.TrySetCanceled(cancellation)).ConfigureAwait(false)) await added.Task.ConfigureAwait(false);
    }

    /// <summary>Takes the requests that are there.</summary>
    /// <param name="limit">How many at most.</param>
    public Batch Take(int limit)
    {
        var traits = RequestTraits.None;
        var shares = new List<PendingRequest>[_inboxes.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = _inboxes[i].Take(Math.Max(1, limit / shares.Length), out var shareTraits);
            traits |= shareTraits;
        }

        return new Batch(shares, traits);
    }

    /// <summary>Lets no more requests in.</summary>
    /// <param name="reason">Is told to those that ask for it, now or later.</param>
    /// <returns>The requests that nobody has taken.</returns>
    public IReadOnlyList<PendingRequest> Close(EngineException reason)
    {
        _closed = reason;
        return [.. _inboxes.SelectMany(inbox => inbox.Close(reason))];
    }

    /// <summary>Waits until there are requests, somebody calls <see cref="Wake"/>, or some time has passed.</summary>
    public void Wait(TimeSpan timeout)
    {
        for (var spins = 0; spins < 20; spins++)
        {
            if (Count > 0) return;
            Thread.SpinWait(30);
        }

        _isWaiting = true;
        Interlocked.MemoryBarrier();
        if (Count == 0) _wake.Wait(timeout);
        _isWaiting = false;
        _wake.Reset();
    }

    /// <summary>Ends a <see cref="Wait"/>.</summary>
    public void Wake() => _wake.Set();

    private Inbox InboxOf(PendingRequest request) => _inboxes.Length == 1 ? _inboxes[0] : _inboxes[request.Partition % _inboxes.Length];

    private void ThrowIfClosed()
    {
        if (_closed is { } reason) throw new EngineException(reason.Message, reason);
    }

    /// <param name="capacity">How many requests it holds.</param>
    private sealed class Inbox(int capacity)
    {
        private List<PendingRequest> _taken = [];
        private int _next;
        private List<PendingRequest> _incoming = [];
        private RequestTraits _traits;

        public Lock Gate { get; } = new();

        /// <summary>Those for which there was no room.</summary>
        public Queue<(PendingRequest Request, TaskCompletionSource Added)> Waiting { get; } = new();

        /// <summary>Whether a request has to wait, behind others that do perhaps.</summary>
        public bool IsFull => Count >= capacity || Waiting.Count > 0;

        /// <summary>Those that came, and those taken out of the inbox but not yet into a batch.</summary>
        public int Count => _incoming.Count + _taken.Count - _next;

        public void Add(PendingRequest request)
        {
            _incoming.Add(request);
            _traits |= request.Traits;
        }

        /// <summary>Lets those in that wait, as far as there is room.</summary>
        public void Admit()
        {
            while (Count < capacity && Waiting.TryDequeue(out var first))
            {
                if (first.Added.TrySetResult()) Add(first.Request);
            }
        }

        /// <param name="traits">Those of all taken requests, perhaps of more.</param>
        public List<PendingRequest> Take(int limit, out RequestTraits traits)
        {
            lock (Gate)
            {
                traits = _traits;
                var taken = TakePart(limit);
                if (Count == 0) _traits = RequestTraits.None;
                Admit();
                return taken;
            }
        }

        public List<PendingRequest> Close(EngineException reason)
        {
            lock (Gate)
            {
                List<PendingRequest> left = [.. _taken.Skip(_next), .. _incoming];
                (_taken, _next, _incoming) = ([], 0, []);
                while (Waiting.TryDequeue(out var waiting)) waiting.Added.TrySetException(new EngineException(reason.Message, reason));
                return left;
            }
        }

        private List<PendingRequest> TakePart(int limit)
        {
            if (_next == _taken.Count)
            {
                (_taken, _incoming) = (_incoming, new List<PendingRequest>(_incoming.Count));
                _next = 0;
                if (_taken.Count <= limit)
                {
                    var all = _taken;
                    _taken = [];
                    return all;
                }
            }

            var part = _taken.GetRange(_next, Math.Min(limit, _taken.Count - _next));
            _next += part.Count;
            return part;
        }
    }
}
