using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>A program as its dataflow: operators with their state, and the calls that travel between them.</summary>
public static class DataflowDiagram
{
    private const int MaxCalls = 8;
    private const string IngressId = "ingress";
    private const string EgressId = "egress";

    /// <summary>The diagram of a program.</summary>
    public static Diagram Of(Program program) => Of(program.Dataflow, name => Sections(program.Operator(name)));

    /// <summary>The diagram of a dataflow alone, without what is in the operators.</summary>
    public static Diagram Of(DataflowGraph dataflow) => Of(dataflow, _ => []);

    private static Diagram Of(DataflowGraph dataflow, Func<string, Sequence<Sequence<string>>> sections)
    {
        var edges = dataflow.Edges.Select(Edge).ToSequence();
        var count = dataflow.Vertices.Count(vertex => vertex.Kind == DataflowVertexKind.Operator);
        return new Diagram(
            "Dataflow",
            $"The dataflow of the program: {count} {(count == 1 ? "operator" : "operators")} between ingress and egress.",
            FlowDirection.Right,
            dataflow.Vertices.Select(vertex => Node(vertex, sections)).ToSequence(),
            edges,
            [])
        {
            Legend = Legend.Of(
                edges,
                (EdgeKind.RemoteCall, "calls that may travel"),
                (EdgeKind.Recursion, "calls among entities of one type"),
                (EdgeKind.Answer, "answers")),
        };
    }

    private static DiagramNode Node(DataflowVertex vertex, Func<string, Sequence<Sequence<string>>> sections) => vertex.Kind switch
    {
        DataflowVertexKind.Ingress => new DiagramNode(IngressId, NodeKind.Ingress, "ingress", "", []),
        DataflowVertexKind.Egress => new DiagramNode(EgressId, NodeKind.Egress, "egress", "", []),
        _ => new DiagramNode(Id(vertex.Name), NodeKind.Operator, vertex.Name, "", sections(vertex.Name)),
    };

    private static Sequence<Sequence<string>> Sections(Operator op)
    {
        var fields = op.Fields.Select((field, index) => $"{(index == op.KeyField ? "key " : "")}{field.Name}: {field.Type}").ToSequence();
        var methods = op.Methods.Where(method => method.Kind is MethodKind.Method or MethodKind.Property).Select(Member).ToSequence();
        Sequence<Sequence<string>> sections = [fields, methods];
        return sections.Where(section => section.Count > 0).ToSequence();
    }

    private static string Member(Method method) => method.Kind == MethodKind.Property
        ? $"{method.ShortName}: {method.Result}"
        : $"{method.ShortName}({string.Join(", ", method.Parameters.Select(parameter => parameter.Name))}): {method.Result}";

    private static DiagramEdge Edge(DataflowEdge edge)
    {
        var isAnswer = edge.Target.Kind == DataflowVertexKind.Egress;
        var calls = edge.Calls.Select(call => call.StartsWith(edge.Target.Name + ".", StringComparison.Ordinal) ? call[(edge.Target.Name.Length + 1)..] : call).ToArray();
        var label = calls.Length <= MaxCalls ? calls : [.. calls.Take(MaxCalls - 1), $"and {calls.Length - MaxCalls + 1} more"];
        var kind = isAnswer ? EdgeKind.Answer : edge.Source == edge.Target ? EdgeKind.Recursion : EdgeKind.RemoteCall;
        return new DiagramEdge(Id(edge.Source), Id(edge.Target), kind, isAnswer ? [] : label.ToSequence());
    }

    /// <summary>The id of the node that stands for an entity, such as <c>User("ann")</c>.</summary>
    /// <param name="outside">What stands for the script and the client.</param>
    internal static string NodeId(string entity, DataflowVertexKind outside)
    {
        if (entity is not (Program.ScriptName or Trace.ClientName)) return Id(entity.Split('(')[0]);
        return outside == DataflowVertexKind.Ingress ? IngressId : EgressId;
    }

    private static string Id(DataflowVertex vertex) => vertex.Kind switch
    {
        DataflowVertexKind.Ingress => IngressId,
        DataflowVertexKind.Egress => EgressId,
        _ => Id(vertex.Name),
    };

    private static string Id(string op) => $"operator {op}";
}
