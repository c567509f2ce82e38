namespace StateFlow.Runtime.Execution;

/// <summary>The requests that wait, in an inbox for each worker. Requests for one key stay in the order in which they came.</summary>
internal sealed class RequestQueue
{
    private readonly Inbox[] _inboxes;
    private readonly int _maxBatchShare;
    private readonly ManualResetEventSlim _wake = new();
    private volatile bool _isWaiting;
    private volatile EngineException? _closed;

    /// <summary>An empty queue.</summary>
    /// <param name="maxBatch">How many requests are taken at once at most.</param>
    /// <param name="maxPending">How many may wait.</param>
    public RequestQueue(int workers, int maxBatch, int maxPending)
    {
        _inboxes = [.. Enumerable.Range(0, workers).Select(_ => new Inbox(Math.Max(1, maxPending / workers)))];
        _maxBatchShare = Math.Max(1, maxBatch / workers);
    }

    /// <summary>How many requests wait.</summary>
    public long Count => _inboxes.Sum(inbox => (long)inbox.Count);

    /// <summary>Adds a request, if there is room.</summary>
    /// <exception cref="EngineException">The queue is closed.</exception>
    public bool TryAdd(PendingRequest request)
    {
        var inbox = InboxOf(request);
        lock (inbox)
        {
            ThrowIfClosed();
            if (inbox.IsFull) return false;
            inbox.Incoming.Add(request);
        }

        if (_isWaiting) _wake.Set();
        return true;
    }

    /// <summary>Adds a request as soon as there is room; of those that wait for it, the first come first.</summary>
    /// <exception cref="EngineException">The queue is closed.</exception>
    public async Task AddAsync(PendingRequest request, CancellationToken cancellation)
    {
        var inbox = InboxOf(request);
        var added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (inbox)
        {
            ThrowIfClosed();
            inbox.Waiting.Enqueue((request, added));
            inbox.Admit();
        }

        if (_isWaiting) _wake.Set();
        await using (cancellation.Register(() => added.TrySetCanceled(cancellation)).ConfigureAwait(false)) await added.Task.ConfigureAwait(false);
    }

    /// <summary>Takes the requests that are there, at most a batch.</summary>
    public Batch Take() => new([.. _inboxes.Select(inbox => inbox.Take(_maxBatchShare))]);

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

    private Inbox InboxOf(PendingRequest request) => _inboxes[request.Partition % _inboxes.Length];

    private void ThrowIfClosed()
    {
        if (_closed is { } reason) throw new EngineException(reason.Message, reason);
    }

    /// <param name="capacity">How many requests it holds.</param>
    private sealed class Inbox(int capacity)
    {
        private List<PendingRequest> _taken = [];
        private int _next;

        public List<PendingRequest> Incoming { get; private set; } = [];

        /// <summary>Those for which there was no room.</summary>
        public Queue<(PendingRequest Request, TaskCompletionSource Added)> Waiting { get; } = new();

        /// <summary>Whether a request has to wait, behind others that do perhaps.</summary>
        public bool IsFull => Count >= capacity || Waiting.Count > 0;

        /// <summary>Those that came, and those taken out of the inbox but not yet into a batch.</summary>
        public int Count => Incoming.Count + _taken.Count - _next;

        /// <summary>Lets those in that wait, as far as there is room.</summary>
        public void Admit()
        {
            while (Count < capacity && Waiting.TryDequeue(out var first))
            {
                if (first.Added.TrySetResult()) Incoming.Add(first.Request);
            }
        }

        public List<PendingRequest> Take(int limit)
        {
            lock (this)
            {
                var taken = TakePart(limit);
                Admit();
                return taken;
            }
        }

        public List<PendingRequest> Close(EngineException reason)
        {
            lock (this)
            {
                List<PendingRequest> left = [.. _taken.Skip(_next), .. Incoming];
                (_taken, _next, Incoming) = ([], 0, []);
                while (Waiting.TryDequeue(out var waiting)) waiting.Added.TrySetException(new EngineException(reason.Message, reason));
                return left;
            }
        }

        private List<PendingRequest> TakePart(int limit)
        {
            if (_next == _taken.Count)
            {
                (_taken, Incoming) = (Incoming, new List<PendingRequest>(Incoming.Count));
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
