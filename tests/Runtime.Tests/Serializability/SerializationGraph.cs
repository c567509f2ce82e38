using QuikGraph;
using QuikGraph.Algorithms;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>What a unit did with a register, which holds the number of the unit that wrote it last.</summary>
/// <param name="Seen">Which number was read, or overwritten; <see cref="Initial"/> if no unit had written.</param>
internal sealed record RegisterAccess(string Register, int Seen, bool IsWrite)
{
    public const int Initial = -1;
}

/// <summary>What a unit did that took effect.</summary>
internal sealed record UnitHistory(int Unit, ImmutableArray<RegisterAccess> Accesses);

/// <summary>Why one unit stands before another in every serial order.</summary>
internal enum Dependency
{
    /// <summary>The other overwrote what it wrote.</summary>
    WriteWrite,

    /// <summary>The other read what it wrote.</summary>
    WriteRead,

    /// <summary>The other overwrote what it read.</summary>
    ReadWrite,
}

/// <summary>The direct serialization graph of a history (Adya, 1999): it is serializable if the graph has no cycle and nothing was read or overwritten that no unit wrote.</summary>
internal sealed class SerializationGraph
{
    private readonly BidirectionalGraph<int, TaggedEdge<int, Dependency>> _graph = new();
    private readonly List<string> _anomalies = [];

    private SerializationGraph(IReadOnlyCollection<UnitHistory> history)
    {
        _graph.AddVertexRange(history.Select(unit => unit.Unit));
        var overwriters = Overwriters(history);
        var written = history
            .SelectMany(unit => unit.Accesses.Where(access => access.IsWrite).Select(access => (access.Register, unit.Unit)))
            .Concat(history.SelectMany(unit => unit.Accesses.Select(access => (access.Register, RegisterAccess.Initial))))
            .ToHashSet();
        foreach (var (unit, accesses) in history)
        {
            foreach (var (register, seen, isWrite) in accesses.Where(access => access.Seen != unit))
            {
                if (!written.Contains((register, seen))) _anomalies.Add($"unit {unit} saw in {register} the value of {seen}, which did not write it");
                else if (seen != RegisterAccess.Initial) Add(seen, unit, isWrite ? Dependency.WriteWrite : Dependency.WriteRead);
                if (isWrite) continue;
                foreach (var overwriter in overwriters[(register, seen)].Where(overwriter => overwriter != unit)) Add(unit, overwriter, Dependency.ReadWrite);
            }
        }

        _anomalies.AddRange(overwriters
            .Where(overwriting => overwriting.Distinct().Count() > 1)
            .Select(overwriting => $"the value of {overwriting.Key.Seen} in {overwriting.Key.Register} was overwritten by {string.Join(" and ", overwriting.Distinct())}"));
        IDictionary<int, int> components = new Dictionary<int, int>();
        _graph.StronglyConnectedComponents(components);
        _anomalies.AddRange(components
            .GroupBy(unit => unit.Value, unit => unit.Key)
            .Where(component => component.Count() > 1)
            .Select(component => $"the units {string.Join(", ", component.Order())} depend on each other in a cycle"));
    }

    /// <summary>Why one unit must be before another.</summary>
    public IEnumerable<TaggedEdge<int, Dependency>> Edges => _graph.Edges;

    /// <summary>What shows that the history is not serializable; empty if it is.</summary>
    public IReadOnlyList<string> Anomalies => _anomalies;

    public static SerializationGraph Of(params IReadOnlyCollection<UnitHistory> history) => new(history);

    private static ILookup<(string Register, int Seen), int> Overwriters(IEnumerable<UnitHistory> history) => history
        .SelectMany(unit => unit.Accesses
            .Where(access => access.IsWrite && access.Seen != unit.Unit)
            .Select(access => (access.Register, access.Seen, unit.Unit)))
        .ToLookup(write => (write.Register, write.Seen), write => write.Unit);

    private void Add(int before, int after, Dependency dependency) => _graph.AddVerticesAndEdge(new TaggedEdge<int, Dependency>(before, after, dependency));
}
