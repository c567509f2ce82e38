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
        var components = new Dictionary<string, int>();
        program.Calls.Graph.StronglyConnectedComponents(components);

        var lanes = operators.Select(op => new DiagramLane(op.Name, op.Name));
        if (program.Functions.Count > 0) lanes = lanes.Append(new DiagramLane(FunctionsLane, FunctionsLane));
        return new Diagram(
            "Calls",
            $"Who calls whom: {program.Calls.Methods.Count} methods and {program.Calls.Edges.Count} calls.",
            FlowDirection.Right,
            program.Calls.Methods.Select(name => Node(program.Method(name), laneOf[name])).ToSequence(),
            program.Calls.Edges.Select(edge => Edge(edge, components)).ToSequence(),
            lanes.ToSequence());
    }

    private static DiagramNode Node(Method method, string lane)
    {
        var note = method.IsTransactional ? "transactional" : method.CanWait ? "waits" : "";
        return new DiagramNode(method.Name, NodeKind.Method, method.Kind == MethodKind.Script ? "statements" : method.ShortName, note, [], lane);
    }

    private static DiagramEdge Edge(CallEdge edge, Dictionary<string, int> components)
    {
        var isRecursive = components[edge.Source] == components[edge.Target];
        var kind = isRecursive ? EdgeKind.Recursion : edge.IsRemote ? EdgeKind.RemoteCall : EdgeKind.LocalCall;
        return new DiagramEdge(edge.Source, edge.Target, kind, []);
    }
}
