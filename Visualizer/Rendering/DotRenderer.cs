using System.Text;
using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes a diagram for Graphviz; a lane is a cluster.</summary>
public sealed class DotRenderer : IRenderer
{
    /// <inheritdoc />
    public string Render(Diagram diagram)
    {
        var dot = new StringBuilder();
        dot.Append("digraph {\n");
        dot.Append($"  graph [rankdir={(diagram.Flow == FlowDirection.Down ? "TB" : "LR")}, label={Quote(diagram.Title)}, labelloc=t, fontname=\"Helvetica\"];\n");
        dot.Append("  node [fontname=\"Helvetica\", fontsize=12];\n");
        dot.Append("  edge [fontname=\"Helvetica\", fontsize=10];\n");
        foreach (var panel in diagram.Panels)
        {
            dot.Append($"  subgraph {Quote($"cluster_{panel.Id}")} {{\n    label={Quote($"{panel.Title}: {panel.Caption}")};\n");
            foreach (var lane in diagram.Lanes.Where(lane => lane.Panel == panel.Id)) Append(dot, "    ", diagram, lane);
            dot.Append("  }\n");
        }

        foreach (var lane in diagram.Lanes.Where(lane => lane.Panel is null)) Append(dot, "  ", diagram, lane);

        var lanes = diagram.Lanes.Select(lane => lane.Id).ToHashSet();
        foreach (var node in diagram.Nodes.Where(node => node.Lane is null || !lanes.Contains(node.Lane))) Append(dot, "  ", node);
        foreach (var edge in diagram.Edges)
            dot.Append($"  {Quote(edge.From)} -> {Quote(edge.To)} [{Style(edge.Kind)}, label=\"{Lines(edge.Label)}\"];\n");
        return dot.Append("}\n").ToString();
    }

    private static void Append(StringBuilder dot, string indent, Diagram diagram, DiagramLane lane)
    {
        var index = diagram.Lanes.Index().First(pair => pair.Item == lane).Index;
        dot.Append($"{indent}subgraph \"cluster_{index}\" {{\n{indent}  label={Quote(lane.Title)};\n");
        foreach (var node in diagram.Nodes.Where(node => node.Lane == lane.Id)) Append(dot, indent + "  ", node);
        dot.Append($"{indent}}}\n");
    }

    private static void Append(StringBuilder dot, string indent, DiagramNode node)
    {
        var header = node.Note.Length == 0 ? node.Title : $"{node.Title}  {node.Note}";
        var code = node.Sections.SelectMany(section => section);
        var lines = node.Kind == NodeKind.Listing ? code.ToSequence() : code.Prepend(header).ToSequence();
        var label = node.Kind != NodeKind.Listing && lines.Count == 1 ? Escape(header) : Lines(lines);
        dot.Append($"{indent}{Quote(node.Id)} [{Shape(node.Kind)}, label=\"{label}\"];\n");
    }

    private static string Shape(NodeKind kind) => kind switch
    {
        NodeKind.Ingress or NodeKind.Egress or NodeKind.Entry => "shape=oval",
        NodeKind.Operator => "shape=box, style=bold",
        NodeKind.Method => "shape=box, style=rounded",
        NodeKind.Branch => "shape=hexagon",
        NodeKind.RemoteCall => "shape=cds",
        NodeKind.InPlaceCall => "shape=box, peripheries=2",
        NodeKind.Wait => "shape=box, style=dashed",
        NodeKind.Fork => "shape=trapezium",
        NodeKind.Join => "shape=invtrapezium",
        NodeKind.Return => "shape=box, style=\"rounded,bold\"",
        NodeKind.Fail => "shape=octagon",
        NodeKind.Listing => "shape=plaintext, fontname=\"Courier\"",
        _ => "shape=box",
    };

    private static string Style(EdgeKind kind) => kind switch
    {
        EdgeKind.RemoteCall => "style=bold",
        EdgeKind.Answer => "style=dashed",
        EdgeKind.Failure => "style=dotted",
        EdgeKind.Recursion => "style=\"bold,dashed\"",
        EdgeKind.LocalCall => "style=solid, arrowhead=vee",
        _ => "style=solid",
    };

    private static string Lines(Sequence<string> lines) => string.Concat(lines.Select(line => Escape(line) + "\\l"));

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>Graphviz reads <c>&amp;name;</c> as a character and a backslash as the beginning of an escape.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '&' => "&amp;",
                < ' ' or 0x7F => " ",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
