using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>A run as a sequence diagram: a lane for each entity, a node for each step in the order of time, an edge for each message.</summary>
public static class TraceDiagram
{
    private const int LongestText = 48;

    /// <summary>The diagram of a run, or of its beginning.</summary>
    /// <param name="limit">How many steps are drawn at most.</param>
    public static Diagram Of(Trace trace, int limit = 200)
    {
        var steps = trace.Steps.Where(step => step.Entity != Trace.ClientName).ToList();
        var drawn = steps.Take(limit).ToList();
        var omitted = steps.Count - drawn.Count;
        var receivers = new Dictionary<string, TraceStep>();
        foreach (var step in drawn) receivers.TryAdd(step.Received.Id, step);
        var edges = drawn.SelectMany(step => step.Sent.Where(message => receivers.ContainsKey(message.Id)).Select(message => Edge(step, message, receivers[message.Id]))).ToSequence();
        return new Diagram(
            omitted == 0 ? "Trace" : $"Trace, the first {limit} steps of {steps.Count}",
            $"What {drawn.Select(step => step.Entity).Distinct().Count()} entities did in {drawn.Count} steps, from top to bottom in the order of time.",
            FlowDirection.Down,
            drawn.Select(Node).ToSequence(),
            edges,
            drawn.Select(step => step.Entity).Distinct().Select(entity => new DiagramLane(entity, entity)).ToSequence())
        {
            Legend = Legend.Of(edges, (EdgeKind.RemoteCall, "call"), (EdgeKind.Answer, "answer"), (EdgeKind.Failure, "failure")),
        };
    }

    /// <summary>The id of the node that stands for a step.</summary>
    public static string NodeId(TraceStep step) => $"step {step.Time}";

    private static DiagramNode Node(TraceStep step)
    {
        var details = step.Changes.Select(change => Shortened(ChangeText.Of(change, step.Entity))).Concat(step.Output.Select(text => $"prints {Shortened(text.TrimEnd('\n'))}")).ToSequence();
        return new DiagramNode(
            NodeId(step),
            step.Transaction switch
            {
                TransactionMark.Begin => NodeKind.Entry,
                TransactionMark.Commit => NodeKind.Return,
                TransactionMark.Abort => NodeKind.Fail,
                _ => NodeKind.Code,
            },
            Title(step),
            $"{step.Time}",
            details.Count == 0 ? [] : [details],
            step.Entity);
    }

    private static string Title(TraceStep step) => step.Transaction switch
    {
        TransactionMark.Begin => $"begin {Method(step)}",
        TransactionMark.Commit => "commit",
        TransactionMark.Abort => "abort",
        _ => Method(step),
    };

    private static string Method(TraceStep step) => step.Path.Count > 0
        ? MethodTitle.Of(step.Path[^1].Method)
        : step.Received.Kind == TraceMessageKind.Creation ? "create" : "answer";

    private static DiagramEdge Edge(TraceStep from, TraceMessage message, TraceStep to) => new(
        NodeId(from),
        NodeId(to),
        message.Kind switch
        {
            TraceMessageKind.Answer => EdgeKind.Answer,
            TraceMessageKind.Failure => EdgeKind.Failure,
            _ => EdgeKind.RemoteCall,
        },
        [Shortened(message.Text)]);

    private static string Shortened(string text) => Ellipsis.Shorten(text.ReplaceLineEndings(" "), LongestText);
}
