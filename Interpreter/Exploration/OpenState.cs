using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A state that a search has not left yet: which of its events to try, and what has been learnt below it.</summary>
internal sealed class OpenState
{
    private readonly Configuration _configuration;
    private readonly ImmutableArray<Channel> _ready;
    private readonly bool _isReduced;
    private readonly Queue<Move> _moves = [];
    private readonly Queue<Transition> _transitions = [];
    private readonly HashSet<Channel> _chosen = [];
    private Dictionary<Channel, Access>? _future = [];

    /// <param name="events">How many were handled on the way here.</param>
    /// <param name="arrival">How the search came here; null at the beginning.</param>
    public OpenState(StateNode node, Configuration configuration, int events, Transition? arrival, Reduction reduction)
    {
        (Node, _configuration, Events, Arrival) = (node, configuration, events, arrival);
        _ready = Stepper.Ready(configuration);
        var canFail = configuration.Faults is { Left: > 0 };
        _isReduced = reduction == Reduction.PartialOrder && !canFail;
        if (_ready.IsEmpty) return;
        if (_isReduced) Choose(_ready.MinBy(Rivals));
        else ChooseAll();
        foreach (var fault in Stepper.Faults(configuration)) _moves.Enqueue(fault);
        IsChoice = _ready.Length > 1 || _moves.Count > _chosen.Count;
    }

    public StateNode Node { get; }

    public int Events { get; }

    public Transition? Arrival { get; }

    /// <summary>Whether more than one thing can come next.</summary>
    public bool IsChoice { get; }

    /// <summary>What is touched later by the events of each channel and those they cause; null if that is not known.</summary>
    public IReadOnlyDictionary<Channel, Access>? Future => _future;

    /// <summary>The next transition to follow; null if there is none left.</summary>
    public Transition? Next(Stepper stepper)
    {
        while (true)
        {
            if (_transitions.TryDequeue(out var transition)) return transition;
            if (!_moves.TryDequeue(out var move)) return null;
            if (move.Fault is not null) return new Transition([move], stepper.Strike(_configuration, move), Access.Everything, []);
            foreach (var way in stepper.Deliver(_configuration, move.Channel)) _transitions.Enqueue(way);
        }
    }

    /// <summary>Gives up to know what is touched later.</summary>
    public void Abandon()
    {
        _moves.Clear();
        _future = null;
    }

    /// <summary>Takes note of what was touched after one of this state's transitions, and chooses the events in conflict with it.</summary>
    public void Learn(Transition transition, IReadOnlyDictionary<Channel, Access>? later)
    {
        if (!_isReduced) return;
        if (later is null || transition.Access.IsEverything) ChooseAll();
        if (later is null) _future = null;

        var own = transition.Moves[0].Channel;
        Note(own, transition.Access);
        foreach (var (channel, access) in later ?? ImmutableDictionary<Channel, Access>.Empty)
        {
            var isPending = channel != own && _ready.Contains(channel);
            if (isPending)
            {
                if (access.IsInConflictWith(transition.Access)) Choose(channel);
                Note(channel, access);
            }

            if (!isPending || transition.Sent.Contains(channel)) Note(own, access);
        }
    }

    /// <summary>How many other events go to the same entity; one that has it for itself is likely to need no other order.</summary>
    private int Rivals(Channel channel) =>
        (channel.Target == Execution.Scheduler.Script ? _ready.Length : 0) + _ready.Count(other => other.Target == channel.Target);

    private void Note(Channel channel, Access access)
    {
        if (_future is null) return;
        _future[channel] = _future.TryGetValue(channel, out var known) ? known.Union(access) : access;
    }

    private void Choose(Channel channel)
    {
        if (_chosen.Add(channel)) _moves.Enqueue(Move.Deliver(channel));
    }

    private void ChooseAll()
    {
        foreach (var channel in _ready) Choose(channel);
    }
}
