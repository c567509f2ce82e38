using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Execution;

/// <summary>
/// Events that wait for delivery; immutable. Those from one sender to one target stay in order, between them the order is free.
/// </summary>
internal sealed class EventQueue
{
    private readonly ImmutableSortedDictionary<long, Event> _events;
    private readonly ImmutableDictionary<(EntityReference Source, EntityReference Target), ImmutableQueue<long>> _channels;

    /// <summary>The arrivals that are the oldest of their channels.</summary>
    private readonly ImmutableSortedSet<long> _ready;

    private readonly long _arrivals;

    private EventQueue(
        ImmutableSortedDictionary<long, Event> events,
        ImmutableDictionary<(EntityReference Source, EntityReference Target), ImmutableQueue<long>> channels,
        ImmutableSortedSet<long> ready,
        long arrivals)
    {
        _events = events;
        _channels = channels;
        _ready = ready;
        _arrivals = arrivals;
    }

    public static EventQueue Empty { get; } = new(
        ImmutableSortedDictionary<long, Event>.Empty,
        ImmutableDictionary<(EntityReference Source, EntityReference Target), ImmutableQueue<long>>.Empty,
        [],
        0);

    public int Count => _events.Count;

    /// <summary>All waiting events in the order of their arrival.</summary>
    public IEnumerable<Event> Events => _events.Values;

    /// <summary>How many events could be the next one.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>The events of which any could be the next one, in the order of their arrival.</summary>
    public IEnumerable<Event> Ready => _ready.Select(arrival => _events[arrival]);

    public EventQueue Add(Event @event)
    {
        var channel = (@event.Source, @event.Target);
        var waiting = _channels.GetValueOrDefault(channel) ?? [];
        return new EventQueue(
            _events.Add(_arrivals, @event),
            _channels.SetItem(channel, waiting.Enqueue(_arrivals)),
            waiting.IsEmpty ? _ready.Add(_arrivals) : _ready,
            _arrivals + 1);
    }

    /// <summary>Takes the event that stands at an index of <see cref="Ready"/>: 0 is the oldest of all.</summary>
    public (Event Event, EventQueue Remaining) Take(int index)
    {
        var arrival = _ready[index];
        var @event = _events[arrival];
        var channel = (@event.Source, @event.Target);
        var waiting = _channels[channel].Dequeue();
        var ready = _ready.Remove(arrival);
        return (@event, new EventQueue(
            _events.Remove(arrival),
            waiting.IsEmpty ? _channels.Remove(channel) : _channels.SetItem(channel, waiting),
            waiting.IsEmpty ? ready : ready.Add(waiting.Peek()),
            _arrivals));
    }

    /// <summary>The index among <see cref="Ready"/> of a channel's oldest event.</summary>
    public int IndexOf(Channel channel)
    {
        var index = 0;
        foreach (var ready in Ready)
        {
            if (Channel.Of(ready) == channel) return index;
            index++;
        }

        throw new ArgumentException("the channel is empty", nameof(channel));
    }
}
