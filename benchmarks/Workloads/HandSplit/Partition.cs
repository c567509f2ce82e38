namespace StateFlow.Workloads.HandSplit;

/// <summary>A share of the keys and the thread that owns them: takes events one at a time, and sends others.</summary>
internal abstract class Partition<TEvent> : IDisposable
    where TEvent : struct
{
    /// <summary>After so many events, what others have sent is looked at, and what was sent to them leaves.</summary>
    private const int EventsBetweenExchanges = 512;

    private readonly Partition<TEvent>[] _all;
    private readonly int _index;
    private readonly Queue<TEvent> _queue = new();
    private readonly List<TEvent>[] _outgoing;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private List<TEvent> _incoming = [];
    private List<TEvent> _taken = [];
    private bool _isWaiting;
    private bool _isEnded;

    /// <param name="all">All partitions, this one to be put in by the caller.</param>
    protected Partition(Partition<TEvent>[] all, int index)
    {
        (_all, _index) = (all, index);
        _outgoing = [.. all.Select(_ => new List<TEvent>())];
        _thread = new Thread(Run) { IsBackground = true, Name = $"partition {index}" };
    }

    /// <summary>Whether the caller runs on this partition's thread.</summary>
    public bool IsCurrent => _thread.ManagedThreadId == Environment.CurrentManagedThreadId;

    protected int Index => _index;

    public void Start() => _thread.Start();

    /// <summary>Takes an event from a thread that is no partition's.</summary>
    public void Post(in TEvent message)
    {
        lock (_gate)
        {
            _incoming.Add(message);
            if (_isWaiting) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Sends an event; only on this partition's thread.</summary>
    public void SendTo(int partition, in TEvent message)
    {
        if (partition == _index) _queue.Enqueue(message);
        else _outgoing[partition].Add(message);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }

        if (_thread.IsAlive) _thread.Join();
    }

    /// <summary>Executes the step that an event starts.</summary>
    protected abstract void Handle(in TEvent message);

    protected int PartitionOf(long key) => Keyed.PartitionOf(key, _all.Length);

    protected int PartitionOf(string key) => Keyed.PartitionOf(key, _all.Length);

    private void Run()
    {
        while (Receive())
        {
            for (var i = 0; i < EventsBetweenExchanges && _queue.TryDequeue(out var message); i++) Handle(in message);
            foreach (var (partition, messages) in _outgoing.Index())
            {
                if (messages.Count > 0) _all[partition].Deliver(messages);
            }
        }
    }

    /// <summary>Takes what has come, and waits for it if there is nothing else to do.</summary>
    /// <returns>False at the end.</returns>
    private bool Receive()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && _incoming.Count == 0 && !_isEnded)
            {
                _isWaiting = true;
                Monitor.Wait(_gate);
                _isWaiting = false;
            }

            if (_isEnded) return false;
            (_incoming, _taken) = (_taken, _incoming);
        }

        foreach (var message in _taken) _queue.Enqueue(message);
        _taken.Clear();
        return true;
    }

    private void Deliver(List<TEvent> messages)
    {
        lock (_gate)
        {
            _incoming.AddRange(messages);
            if (_isWaiting) Monitor.Pulse(_gate);
        }

        messages.Clear();
    }
}
