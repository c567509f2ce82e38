using System.Text;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes a diagram as a Mermaid flowchart, as documents on many sites show it.</summary>
public sealed class MermaidRenderer : IRenderer
{
    /// <inheritdoc />
    public string Render(Diagram diagram)
    {
        var names = diagram.Nodes.Index().ToDictionary(pair => pair.Item.Id, pair => $"n{pair.Index}");
        var mermaid = new StringBuilder();
        mermaid.Append($"flowchart {(diagram.Flow == FlowDirection.Down ? "TD" : "LR")}\n");
        mermaid.Append($"  accTitle: {OneLine(diagram.Title)}\n");
        mermaid.Append($"  accDescr: {OneLine(diagram.Description)}\n");
        foreach (var (index, panel) in diagram.Panels.Index())
        {
            mermaid.Append($"  subgraph panel{index}[\"{Escape($"{panel.Title}: {panel.Caption}")}\"]\n");
            foreach (var lane in diagram.Lanes.Where(lane => lane.Panel == panel.Id)) Append(mermaid, "    ", diagram, lane, names);
            mermaid.Append("  end\n");
        }

        foreach (var lane in diagram.Lanes.Where(lane => lane.Panel is null)) Append(mermaid, "  ", diagram, lane, names);

        var lanes = diagram.Lanes.Select(lane => lane.Id).ToHashSet();
        foreach (var node in diagram.Nodes.Where(node => node.Lane is null || !lanes.Contains(node.Lane))) Append(mermaid, "  ", names[node.Id], node);
        foreach (var edge in diagram.Edges)
        {
            var label = edge.Label.Count == 0 ? "" : $"|\"{Lines(edge.Label)}\"|";
            mermaid.Append($"  {names[edge.From]} {Arrow(edge.Kind)}{label} {names[edge.To]}\n");
        }

        var listings = diagram.Nodes.Where(node => node.Kind == NodeKind.Listing).Select(node => names[node.Id]).ToArray();
        if (listings.Length > 0) mermaid.Append($"  classDef listing text-align:left,font-family:monospace\n  class {string.Join(',', listings)} listing\n");
        return mermaid.ToString();
    }

    private static void Append(StringBuilder mermaid, string indent, Diagram diagram, DiagramLane lane, Dictionary<string, string> names)
    {
        var index = diagram.Lanes.Index().First(pair => pair.Item == lane).Index;
        mermaid.Append($"{indent}subgraph lane{index}[\"{(lane.Title.Length == 0 ? " " : Escape(lane.Title))}\"]\n");
        foreach (var node in diagram.Nodes.Where(node => node.Lane == lane.Id)) Append(mermaid, indent + "  ", names[node.Id], node);
        mermaid.Append($"{indent}end\n");
    }

    private static void Append(StringBuilder mermaid, string indent, string name, DiagramNode node)
    {
        var header = node.Note.Length == 0 ? node.Title : $"{node.Title} · {node.Note}";
        var (open, close) = Brackets(node.Kind);
        var code = node.Sections.SelectMany(section => section);
        mermaid.Append($"{indent}{name}{open}\"{Lines(node.Kind == NodeKind.Listing ? code : code.Prepend(header))}\"{close}\n");
    }

    private static (string Open, string Close) Brackets(NodeKind kind) => kind switch
    {
        NodeKind.Ingress or NodeKind.Egress or NodeKind.Entry => ("([", "])"),
        NodeKind.Method or NodeKind.Return => ("(", ")"),
        NodeKind.Branch => ("{{", "}}"),
        NodeKind.RemoteCall => (">", "]"),
        NodeKind.InPlaceCall => ("[[", "]]"),
        NodeKind.Fork => ("[/", "\\]"),
        NodeKind.Join => ("[\\", "/]"),
        NodeKind.Wait => ("[/", "/]"),
        NodeKind.Fail => ("(((", ")))"),
        _ => ("[", "]"),
    };

    private static string Arrow(EdgeKind kind) => kind switch
    {
        EdgeKind.RemoteCall or EdgeKind.Recursion => "==>",
        EdgeKind.Answer or EdgeKind.Failure => "-.->",
        _ => "-->",
    };

    private static string Lines(IEnumerable<string> lines) => string.Join("<br/>", lines.Select(line => Escape(Indented(line))));

    /// <summary>The line with an indentation that stays in HTML.</summary>
    private static string Indented(string line)
    {
        var start = DiagramNode.GutterLength(line);
        var indentation = line.Length - line.AsSpan(start).TrimStart(' ').Length;
        return line[..indentation].Replace(' ', '\u00A0') + line[indentation..];
    }

    private static string OneLine(string text) => Escape(text.ReplaceLineEndings(" "));

    /// <summary>Whatever could mean something to Mermaid, HTML or Markdown becomes its number.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < ' ') escaped.Append(' ');
            else if ("\"#&<>;`*_\\{}[]|%~".Contains((char)Math.Min(rune.Value, char.MaxValue))) escaped.Append($"#{rune.Value};");
            else escaped.Append(rune);
        }

        return escaped.ToString();
    }
}
