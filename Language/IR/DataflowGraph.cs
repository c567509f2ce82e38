using System.Text.Json.Serialization;
using QuikGraph;

namespace StateFlow.Language.IR;

/// <summary>What a <see cref="DataflowVertex"/> is.</summary>
public enum DataflowVertexKind
{
    /// <summary>Where calls from outside enter and are routed by key.</summary>
    Ingress,

    /// <summary>An entity type.</summary>
    Operator,

    /// <summary>Where answers leave.</summary>
    Egress,
}

/// <summary>A vertex of the dataflow.</summary>
public sealed record DataflowVertex(string Name, DataflowVertexKind Kind);

/// <summary>A way that events take, with the calls that may travel on it.</summary>
public sealed record DataflowEdge(DataflowVertex Source, DataflowVertex Target, Sequence<string> Calls) : IEdge<DataflowVertex>;

/// <summary>The program as a stateful dataflow.</summary>
public sealed record DataflowGraph(Sequence<DataflowVertex> Vertices, Sequence<DataflowEdge> Edges)
{
    /// <summary>The dataflow as a QuikGraph graph.</summary>
    [JsonIgnore]
    public IBidirectionalGraph<DataflowVertex, DataflowEdge> Graph => field ??= Frozen.Of(Vertices, Edges);
}

/// <summary>One method calling another.</summary>
/// <param name="Source">The calling method's name.</param>
/// <param name="Target">The called method's name; for a creation the initializer's.</param>
/// <param name="IsRemote">Whether the call is an event.</param>
public sealed record CallEdge(string Source, string Target, bool IsRemote) : IEdge<string>;

/// <summary>Who calls whom.</summary>
public sealed record CallGraph(Sequence<string> Methods, Sequence<CallEdge> Edges)
{
    /// <summary>The calls as a QuikGraph graph.</summary>
    [JsonIgnore]
    public IBidirectionalGraph<string, CallEdge> Graph => field ??= Frozen.Of(Methods, Edges);
}

internal static class Frozen
{
    public static IBidirectionalGraph<TVertex, TEdge> Of<TVertex, TEdge>(Sequence<TVertex> vertices, Sequence<TEdge> edges)
        where TVertex : notnull
        where TEdge : IEdge<TVertex>
    {
        var graph = new BidirectionalGraph<TVertex, TEdge>(allowParallelEdges: true);
        graph.AddVertexRange(vertices);
        graph.AddEdgeRange(edges);
        return new ArrayBidirectionalGraph<TVertex, TEdge>(graph);
    }
}
