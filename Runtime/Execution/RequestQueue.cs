namespace StateFlow.Runtime.Execution;

/// <summary>The requests that wait, in an inbox for each worker. Requests for one key stay in the order in which they came.</summary>
internal sealed class RequestQueue
{
    private readonly Inbox[] _inboxes;
    private readonly int _maxBatchShare;
    private readonly int _maxInbox;
    private readonly ManualResetEventSlim _wake = new();
    private volatile bool _isWaiting;
    private volatile TaskCompletionSource? _room;

    /// <summary>An empty queue.</summary>
    /// <param name="maxBatch">How many requests are taken at once at most.</param>
    /// <param name="maxPending">How many may wait.</param>
    public RequestQueue(int workers, int maxBatch, int maxPending)
    {
        _inboxes = [.. Enumerable.Range(0, workers).Select(_ => new Inbox())];
        _maxBatchShare = Math.Max(1, maxBatch / workers);
        _maxInbox = Math.Max(1, maxPending / workers);
    }

    /// <summary>How many requests wait.</summary>
    public long Count => _inboxes.Sum(inbox => (long)inbox.Count);

    /// <summary>Adds a request, if there is room.</summary>
    public bool TryAdd(PendingRequest request)
    {
        var inbox = _inboxes[request.Partition % _inboxes.Length];
        lock (inbox)
        {
            if (inbox.IsClosed || inbox.Count >= _maxInbox) return false;
            inbox.Incoming.Add(request);
        }

        if (_isWaiting) _wake.Set();
        return true;
    }

    /// <summary>Completed when there may be room again.</summary>
    public Task WaitForRoom(CancellationToken cancellation)
    {
        var room = _room;
        if (room is null)
        {
            var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = Interlocked.CompareExchange(ref _room, created, null) ?? created;
        }

        // The inbox may have been emptied before the wait was known.
        if (_inboxes.All(inbox => inbox.Count < _maxInbox)) SignalRoom();
        return room.Task.WaitAsync(cancellation);
    }

    /// <summary>Takes the requests that are there, at most a batch.</summary>
    public Batch Take()
    {
        var batch = new Batch([.. _inboxes.Select(inbox => inbox.Take(_maxBatchShare))]);
        SignalRoom();
        return batch;
    }

    /// <summary>From now on takes no requests; those that wait are handed back.</summary>
    public IReadOnlyCollection<PendingRequest> Close()
    {
        List<PendingRequest> left = [.. _inboxes.SelectMany(inbox => inbox.Close())];
        SignalRoom();
        return left;
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

    private void SignalRoom() => Interlocked.Exchange(ref _room, null)?.TrySetResult();

    private sealed class Inbox
    {
        private List<PendingRequest> _taken = [];
        private int _next;

        public List<PendingRequest> Incoming { get; private set; } = [];

        public bool IsClosed { get; private set; }

        /// <summary>Those that came, and those taken out of the inbox but not yet into a batch.</summary>
        public int Count => Incoming.Count + _taken.Count - _next;

        public List<PendingRequest> Close()
        {
            lock (this)
            {
                IsClosed = true;
                List<PendingRequest> left = [.. _taken.Skip(_next), .. Incoming];
                (_taken, Incoming, _next) = ([], [], 0);
                return left;
            }
        }

        public List<PendingRequest> Take(int limit)
        {
            lock (this)
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
}
