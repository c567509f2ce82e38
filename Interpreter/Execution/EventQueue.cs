using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>Events that wait for delivery. Those from one sender to one target stay in order; between them the order is free.</summary>
/// <param name="random">Chooses; null takes the oldest.</param>
internal sealed class EventQueue(Random? random)
{
    private readonly Dictionary<(EntityReference Source, EntityReference Target), Queue<Event>> _channels = [];
    private readonly List<Queue<Event>> _ready = [];
    private readonly Queue<Event> _arrivals = [];

    public int Count { get; private set; }

    /// <summary>All waiting events, the oldest of each channel first.</summary>
    public IEnumerable<Event> Events => random is null ? _arrivals : _ready.SelectMany(channel => channel);

    public void Add(Event @event)
    {
        Count++;
        if (random is null)
        {
            _arrivals.Enqueue(@event);
            return;
        }

        var key = (@event.Source, @event.Target);
        if (!_channels.TryGetValue(key, out var channel))
        {
            _channels.Add(key, channel = []);
            _ready.Add(channel);
        }

        channel.Enqueue(@event);
    }

    /// <summary>Takes the next event to deliver.</summary>
    public Event Take()
    {
        Count--;
        if (random is null) return _arrivals.Dequeue();

        var chosen = random.Next(_ready.Count);
        var channel = _ready[chosen];
        var @event = channel.Dequeue();
        if (channel.Count == 0)
        {
            _ready[chosen] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            _channels.Remove((@event.Source, @event.Target));
        }

        return @event;
    }
}
