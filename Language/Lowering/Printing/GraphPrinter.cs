using StateFlow.Language.IR;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Shows the program's graphs as lists of edges.</summary>
internal static class GraphPrinter
{
    public static string Print(CallGraph calls)
    {
        var writer = new IndentedWriter();
        foreach (var method in calls.Methods)
        {
            writer.Line(method);
            writer.Indented(() =>
            {
                foreach (var edge in calls.Graph.OutEdges(method)) writer.Line($"{(edge.IsRemote ? "sends to" : "calls")} {edge.Target}");
            });
        }

        return writer.ToString();
    }

    public static string Print(DataflowGraph dataflow)
    {
        var writer = new IndentedWriter();
        foreach (var vertex in dataflow.Vertices)
        {
            writer.Line(vertex.Kind == DataflowVertexKind.Operator ? $"operator {vertex.Name}" : vertex.Name);
            writer.Indented(() =>
            {
                foreach (var edge in dataflow.Graph.OutEdges(vertex)) writer.Line($"-> {edge.Target.Name}: {string.Join(", ", edge.Calls)}");
            });
        }

        return writer.ToString();
    }
}
