using System.Text;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes a diagram as lines for a terminal: each node with its text and the arrows that leave it.</summary>
public sealed class TextRenderer : IRenderer
{
    /// <inheritdoc />
    public string Render(Diagram diagram)
    {
        var titles = diagram.Nodes.ToDictionary(node => node.Id, node => node.Title);
        var lanes = diagram.Lanes.ToDictionary(lane => lane.Id, lane => lane.Title);
        var leaving = diagram.Edges.ToLookup(edge => edge.From);
        var text = new StringBuilder();
        var panels = diagram.Panels.ToDictionary(panel => panel.Id);
        var panelOfLane = diagram.Lanes.ToDictionary(lane => lane.Id, lane => lane.Panel);
        string? last = null;
        Line(text, diagram.Title);
        foreach (var node in diagram.Nodes)
        {
            if (node.Lane is not null && panelOfLane.GetValueOrDefault(node.Lane) is { } panel && panel != last)
            {
                Line(text, "");
                Line(text, $"=== {panels[panel].Title} === {panels[panel].Caption}");
                if (node.Kind == NodeKind.Listing) Line(text, "");
                last = panel;
            }

            if (node.Kind == NodeKind.Listing)
            {
                foreach (var line in node.Sections.SelectMany(section => section)) Line(text, $" {line}");
                continue;
            }

            var (open, close) = Brackets(node.Kind);
            var note = node.Note.Length == 0 ? "" : $" {node.Note}";
            var lane = node.Lane is not null && lanes.TryGetValue(node.Lane, out var title) && title.Length > 0 ? $"  on {title}" : "";
            Line(text, "");
            Line(text, $"{open}{node.Title}{close}{note}{lane}");
            foreach (var line in node.Sections.SelectMany(section => section)) Line(text, $"    {line}");
            foreach (var edge in leaving[node.Id])
            {
                var label = edge.Label.Count == 0 ? "" : $"  ({string.Join(' ', edge.Label)})";
                Line(text, $"  {Arrow(edge.Kind)} {titles[edge.To]}{label}");
            }
        }

        if (diagram.Legend.Count > 0) Line(text, "");
        foreach (var entry in diagram.Legend) Line(text, $"{Arrow(entry.Kind)} {entry.Meaning}");
        return text.ToString();
    }

    /// <summary>One line, without what a terminal would take for a command.</summary>
    private static void Line(StringBuilder text, string line)
    {
        foreach (var character in line) text.Append(char.IsControl(character) ? ' ' : character);
        text.Append('\n');
    }

    private static (string Open, string Close) Brackets(NodeKind kind) => kind switch
    {
        NodeKind.Ingress or NodeKind.Egress or NodeKind.Entry or NodeKind.Return => ("(", ")"),
        NodeKind.Branch => ("<", ">"),
        NodeKind.RemoteCall or NodeKind.Fork => ("[", ">"),
        NodeKind.InPlaceCall => ("[[", "]]"),
        NodeKind.Fail => ("!", "!"),
        _ => ("[", "]"),
    };

    private static string Arrow(EdgeKind kind) => kind switch
    {
        EdgeKind.RemoteCall => "==>",
        EdgeKind.Answer => "- ->",
        EdgeKind.Failure => "..>",
        EdgeKind.Recursion => "~~>",
        _ => "-->",
    };
}
