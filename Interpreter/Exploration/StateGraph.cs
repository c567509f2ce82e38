using StateFlow.Interpreter.Execution;

namespace StateFlow.Interpreter.Exploration;

/// <summary>The states that a search has met and how it came from one to another.</summary>
internal sealed class StateGraph
{
    private readonly List<StateNode> _nodes = [];

    public IReadOnlyList<StateNode> Nodes => _nodes;

    public StateNode Root => _nodes[0];

    public StateNode Add()
    {
        var node = new StateNode(_nodes.Count);
        _nodes.Add(node);
        return node;
    }

    /// <summary>For each node the edge by which it is reached with the fewest events, and of those with few changes of place.</summary>
    public ImmutableArray<PathStep?> ShortestPaths()
    {
        var best = new PathStep?[_nodes.Count];
        var queue = new PriorityQueue<(StateNode Node, PathStep? Last), PathCost>();
        queue.Enqueue((Root, null), default);
        var isDone = new bool[_nodes.Count];
        while (queue.TryDequeue(out var reached, out var cost))
        {
            var (node, last) = reached;
            if (isDone[node.Id]) continue;
            isDone[node.Id] = true;
            best[node.Id] = last;
            foreach (var edge in node.Edges)
            {
                if (!isDone[edge.To.Id]) queue.Enqueue((edge.To, new PathStep(node, edge, cost.After(last?.Edge, edge))), cost.After(last?.Edge, edge));
            }
        }

        return [.. best];
    }

    /// <summary>The moves along the shortest path to a node.</summary>
    public static ImmutableArray<Move> PathTo(StateNode node, ImmutableArray<PathStep?> paths)
    {
        var edges = new Stack<StateEdge>();
        for (var step = paths[node.Id]; step is not null; step = paths[step.From.Id]) edges.Push(step.Edge);
        return [.. edges.SelectMany(edge => edge.Moves)];
    }

    /// <summary>The nodes from which no end of a run can be reached; to be asked of a complete graph.</summary>
    public IEnumerable<StateNode> Endless()
    {
        var sources = _nodes.SelectMany(node => node.Edges.Select(edge => (From: node, edge.To))).ToLookup(edge => edge.To, edge => edge.From);
        var ending = new HashSet<StateNode>();
        var open = new Stack<StateNode>(_nodes.Where(node => node.End is not null || node.IsCut));
        while (open.TryPop(out var node))
        {
            if (!ending.Add(node)) continue;
            foreach (var source in sources[node]) open.Push(source);
        }

        return _nodes.Where(node => !ending.Contains(node));
    }
}

/// <summary>A state; what it consists of is forgotten once the search has left it.</summary>
internal sealed class StateNode(int id)
{
    public int Id { get; } = id;

    public List<StateEdge> Edges { get; } = [];

    /// <summary>What came of the runs that end here; null if they go on.</summary>
    public RunEnd? End { get; set; }

    /// <summary>Whether the search has gone no further here since runs get too long.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether the search is still below this state.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>What is touched after this state by the events that wait in each channel, and those that they cause; null if that is not known.</summary>
    public IReadOnlyDictionary<Channel, Access>? Future { get; set; }
}

/// <summary>A transition of the graph.</summary>
internal sealed record StateEdge(ImmutableArray<Move> Moves, StateNode To);

/// <summary>The last edge of a path.</summary>
internal sealed record PathStep(StateNode From, StateEdge Edge, PathCost Cost);

/// <summary>How long a path is, and how often it goes on somewhere else than where the last event went.</summary>
internal readonly record struct PathCost(int Events, int Changes) : IComparable<PathCost>
{
    public PathCost After(StateEdge? last, StateEdge next) => new(
        Events + next.Moves.Length,
        Changes + (last is not null && last.Moves[^1].Channel.Target != next.Moves[0].Channel.Source ? 1 : 0));

    public int CompareTo(PathCost other) => (Events, Changes).CompareTo((other.Events, other.Changes));
}

/// <summary>How a run ended.</summary>
/// <param name="Outcome">States and answers.</param>
/// <param name="WithOutput">States, answers and output.</param>
/// <param name="Result">The script's; null if it still waits.</param>
/// <param name="Store">The states.</param>
internal sealed record RunEnd(
    UInt128 Outcome, UInt128 WithOutput, Answer? Result, EntityStore Store, ImmutableHashSet<LostUpdate> Lost, ImmutableHashSet<BrokenInvariant> Invariants)
{
    public static RunEnd Of(Configuration end, Fingerprints fingerprints) => new(
        fingerprints.OfOutcome(end.Run), fingerprints.OfEnd(end), end.Run.Result, end.Run.Store, end.Reads.Lost, end.Invariants);
}
