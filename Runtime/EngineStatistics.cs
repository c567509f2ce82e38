using StateFlow.Language.IR;

namespace StateFlow.Runtime;

/// <summary>What an engine has done since it started.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Failures">Of these, answered by a failure.</param>
/// <param name="Pending">Requests that wait or are being executed.</param>
/// <param name="Batches">Batches committed.</param>
/// <param name="Conflicts">Requests that were executed after the others of their batch, or again, because of one of them.</param>
/// <param name="Entities">Entities that exist.</param>
/// <param name="Edges">How many events took each edge of the dataflow.</param>
public sealed record EngineStatistics(long Requests, long Failures, long Pending, long Batches, long Conflicts, long Entities, Sequence<EdgeCount> Edges);

/// <summary>How many events took an edge of the <see cref="DataflowGraph"/>.</summary>
/// <param name="Source">The name of a vertex: <c>ingress</c> or an operator.</param>
/// <param name="Target">The name of a vertex.</param>
public sealed record EdgeCount(string Source, string Target, long Events);
