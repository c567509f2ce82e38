using StateFlow.Http.Requests;
using StateFlow.Language.IR;

namespace StateFlow.Http.Status;

/// <summary>A program's dataflow with the calls that come in over HTTP, of which the program's own script makes none or few.</summary>
internal static class ServedDataflow
{
    public static DataflowGraph Of(Program program, EntityTable table)
    {
        var ingress = new DataflowVertex("ingress", DataflowVertexKind.Ingress);
        var egress = new DataflowVertex("egress", DataflowVertexKind.Egress);
        var operators = table.Entities.Select(entry => (Entry: entry, Vertex: new DataflowVertex(entry.Operator.Name, DataflowVertexKind.Operator))).ToList();
        return new DataflowGraph(
            [ingress, .. operators.Select(op => op.Vertex), egress],
            [
                .. operators.Select(op => new DataflowEdge(ingress, op.Vertex, [.. op.Entry.Members.Select(member => member.Name)])),
                .. program.Dataflow.Edges.Where(edge => edge is { Source.Kind: DataflowVertexKind.Operator, Target.Kind: DataflowVertexKind.Operator }),
                .. operators.Select(op => new DataflowEdge(op.Vertex, egress, [])),
            ]);
    }
}
