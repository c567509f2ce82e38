using QuikGraph.Algorithms;
using StateFlow.Language.IR;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>Which method calls which, each in the lane of its operator.</summary>
public static class CallsDiagram
{
    private const string FunctionsLane = "functions";

    /// <summary>The diagram of a program.</summary>
    public static Diagram Of(Program program)
    {
        var operators = program.Operators.Prepend(program.Script).Where(op => op.Methods.Count > 0).ToArray();
        var laneOf = operators
            .SelectMany(op => op.Methods.Select(method => (method.Name, Lane: op.Name)))
            .Concat(program.Functions.Select(function => (function.Name, Lane: FunctionsLane)))
            .ToDictionary(pair => pair.Name, pair => pair.Lane);
        var lanes = operators.Select(op => op.Name);
        if (program.Functions.Count > 0) lanes = lanes.Append(FunctionsLane);
        return Of(program.Calls, lanes, name => Node(program.Method(name), laneOf[name]));
    }

    /// <summary>The diagram of calls alone, without what is known of the methods.</summary>
    public static Diagram Of(CallGraph calls) =>
        Of(calls, calls.Methods.Select(Lane).Distinct(), name => new DiagramNode(name, NodeKind.Method, Title(name), "", [], Lane(name)));

    private static Diagram Of(CallGraph calls, IEnumerable<string> lanes, Func<string, DiagramNode> node)
    {
        var components = new Dictionary<string, int>();
        calls.Graph.StronglyConnectedComponents(components);
        var edges = calls.Edges.Select(edge => Edge(edge, components)).ToSequence();
        return new Diagram(
            "Calls",
            $"Who calls whom: {calls.Methods.Count} methods and {calls.Edges.Count} calls.",
            FlowDirection.Right,
            calls.Methods.Select(node).ToSequence(),
            edges,
            lanes.Select(lane => new DiagramLane(lane, lane)).ToSequence())
        {
            Legend = Legend.Of(
                edges,
                (EdgeKind.RemoteCall, "calls another entity"),
                (EdgeKind.LocalCall, "calls within the entity"),
                (EdgeKind.Recursion, "a call that may lead back to its caller")),
        };
    }

    private static DiagramNode Node(Method method, string lane)
    {
        var note = method.IsTransactional ? "transactional" : method.CanWait ? "waits" : "";
        return new DiagramNode(method.Name, NodeKind.Method, Title(method.Name), note, [], lane);
    }

    private static string Title(string method) => MethodTitle.IsScript(method) ? "statements" : MethodTitle.Of(method);

    /// <summary>What a name tells of where the method belongs.</summary>
    private static string Lane(string method) =>
        MethodTitle.IsScript(method) ? Program.ScriptName : method.IndexOf('.') is > 0 and var dot ? method[..dot] : FunctionsLane;

    private static DiagramEdge Edge(CallEdge edge, Dictionary<string, int> components)
    {
        var isRecursive = components[edge.Source] == components[edge.Target];
        var kind = isRecursive ? EdgeKind.Recursion : edge.IsRemote ? EdgeKind.RemoteCall : EdgeKind.LocalCall;
        return new DiagramEdge(edge.Source, edge.Target, kind, []);
    }
}
