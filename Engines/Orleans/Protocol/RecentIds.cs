using StateFlow.Interpreter.Execution;

namespace StateFlow.Orleans.Protocol;

/// <summary>Remembers the last few of many ids.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<EventId> _ids = [];
    private readonly Queue<EventId> _order = [];

    public void Add(EventId id)
    {
        if (!_ids.Add(id)) return;
        _order.Enqueue(id);
        if (_order.Count > capacity) _ids.Remove(_order.Dequeue());
    }

    public bool Contains(EventId id) => _ids.Contains(id);
}
