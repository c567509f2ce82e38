namespace StateFlow.Interpreter.Exploration;

/// <summary>Goes through the interleavings of a program, depth first.</summary>
/// <remarks>
/// The partial-order reduction is dynamic and keeps states (after Flanagan and Godefroid, POPL 2005, and Yang, Chen, Gopalakrishnan
/// and Kirby, SPIN 2008). In each state one event is tried. Another one is tried as well once it has turned out, further down, that
/// it or an event that it causes touches what the first one has touched. Each state that has been left keeps, for every channel,
/// what was touched later by events that stem from that channel, so that a search which meets the state again need not go down.
/// </remarks>
internal sealed class Search(Stepper stepper, ExplorationOptions options, SearchLimits limits, IProgress<ExplorationProgress>? progress)
{
    /// <summary>Where only one event can come next states are compared this seldom: often enough to find a loop.</summary>
    private const int EventsBetweenComparisons = 8;

    private readonly Fingerprints _fingerprints = new();
    private readonly Dictionary<UInt128, StateNode> _known = [];
    private readonly Stack<OpenState> _open = [];
    private bool _isCut;

    public StateGraph Graph { get; } = new();

    public long Runs { get; private set; }

    public bool HasConcurrency { get; private set; }

    public SearchEnd Run()
    {
        Enter(Graph.Add(), stepper.Beginning, 0, null);
        while (_open.TryPeek(out var state))
        {
            if (limits.Reached(Graph.Nodes.Count) is { } reached) return reached;
            if (state.Next(stepper) is { } transition) Follow(state, transition);
            else Leave();
        }

        return _isCut ? SearchEnd.Events : SearchEnd.Complete;
    }

    private void Follow(OpenState state, Transition transition)
    {
        var events = state.Events + transition.Moves.Length;
        var fingerprint = Fingerprint(transition.After, events);
        if (fingerprint is { } met && _known.TryGetValue(met, out var known))
        {
            state.Node.Edges.Add(new StateEdge(transition.Moves, known));
            if (known.End is not null) Runs++;
            state.Learn(transition, known.IsOpen ? null : known.Future);
            return;
        }

        var node = Graph.Add();
        if (fingerprint is { } @new) _known.Add(@new, node);
        state.Node.Edges.Add(new StateEdge(transition.Moves, node));
        Enter(node, transition.After, events, transition);
        if (SearchLimits.IsTimeToReport(Graph.Nodes.Count)) progress?.Report(new ExplorationProgress(Graph.Nodes.Count, options.MaxStates, Runs));
    }

    private void Enter(StateNode node, Configuration configuration, int events, Transition? arrival)
    {
        var state = new OpenState(node, configuration, events, arrival, options.Reduction);
        HasConcurrency |= state.IsChoice;
        _open.Push(state);
        if (configuration.Run.IsDone)
        {
            node.End = RunEnd.Of(configuration, _fingerprints);
            Runs++;
        }
        else if (events >= options.MaxEvents)
        {
            node.IsCut = _isCut = true;
            state.Abandon();
        }
    }

    private void Leave()
    {
        var left = _open.Pop();
        left.Node.IsOpen = false;
        left.Node.Future = left.Future;
        if (_open.TryPeek(out var above)) above.Learn(left.Arrival!, left.Future);
    }

    /// <summary>What a state is recognised by; null if it is not worth while.</summary>
    private UInt128? Fingerprint(Configuration configuration, int events)
    {
        if (options.Reduction == Reduction.None) return null;
        var isWorthWhile = configuration.Run.IsDone || configuration.Faults is not null
            || configuration.Run.ActiveQueue.ReadyCount > 1 || events % EventsBetweenComparisons == 0;
        return isWorthWhile ? _fingerprints.Of(configuration) : null;
    }
}
