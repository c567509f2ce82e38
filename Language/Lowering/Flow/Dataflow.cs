using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering.Flow;

/// <summary>The pass that connects operators by the calls that may travel between them.</summary>
internal static class Dataflow
{
    public static DataflowGraph Run(ImmutableArray<Operator> operators, Operator script)
    {
        var ingress = new DataflowVertex("ingress", DataflowVertexKind.Ingress);
        var egress = new DataflowVertex("egress", DataflowVertexKind.Egress);
        var vertices = operators.ToDictionary(op => op.Name, op => new DataflowVertex(op.Name, DataflowVertexKind.Operator));
        var edges = new List<DataflowEdge>();
        var answering = new HashSet<string>();
        foreach (var (target, calls) in RemoteCalls(script))
        {
            edges.Add(new DataflowEdge(ingress, vertices[target], calls));
            answering.Add(target);
        }

        foreach (var op in operators)
        {
            foreach (var (target, calls) in RemoteCalls(op)) edges.Add(new DataflowEdge(vertices[op.Name], vertices[target], calls));
        }

        foreach (var op in operators.Where(op => answering.Contains(op.Name)))
            edges.Add(new DataflowEdge(vertices[op.Name], egress, ["answer"]));
        return new DataflowGraph([ingress, .. vertices.Values, egress], [.. edges.ToArray()]);
    }

    /// <summary>The calls between methods, remote and in place.</summary>
    public static CallGraph Calls(ImmutableArray<Operator> operators, Operator script, ImmutableArray<Method> functions)
    {
        var methods = operators.Append(script).SelectMany(op => op.Methods).Concat(functions).ToArray();
        var edges = methods
            .SelectMany(method => MethodCalls.Of(method).Select(call => new CallEdge(method.Name, call.Method, call.IsRemote)))
            .Distinct();
        return new CallGraph([.. methods.Select(method => method.Name).ToArray()], [.. edges.ToArray()]);
    }

    private static IEnumerable<(string Entity, Sequence<string> Calls)> RemoteCalls(Operator op) => op.Methods
        .SelectMany(MethodCalls.Of)
        .Where(call => call.IsRemote)
        .GroupBy(call => call.Entity!, call => call.Label)
        .Select(group => (group.Key, group.Distinct().ToSequence()));
}
