using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>Arranges each panel of a diagram on its own and puts the panels into columns, which are as high as the highest panel.</summary>
/// <param name="inner">What arranges a panel, and diagrams without panels.</param>
public sealed class PanelLayout(ILayout inner) : ILayout
{
    private const double Margin = 16;

    /// <summary>How much the margins of neighbouring panels have in common.</summary>
    private const double Shared = 12;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The diagram has panels, and something belongs to none of them or to two.</exception>
    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        if (diagram.Panels.Count == 0) return inner.Arrange(diagram, measures);
        var text = new NodeText(measures);
        var heading = text.Place(diagram.Title, TextStyle.Heading, Margin, Margin + measures.FontSize(TextStyle.Heading));
        var top = heading.Position.Y + 6;
        var parts = diagram.Panels.Select(panel => Part.Of(diagram, panel, inner, text, measures)).ToArray();
        var bottom = top + parts.Max(part => part.Size.Height) - Shared;
        var (x, y, columnWidth) = (0.0, top, 0.0);
        for (var i = 0; i < parts.Length; i++)
        {
            columnWidth = Math.Max(columnWidth, parts[i].Size.Width);
            parts[i] = parts[i].Moved(x, y);
            y += parts[i].Size.Height - Shared;
            if (i + 1 < parts.Length && y + parts[i + 1].Size.Height - Shared <= bottom) continue;
            parts[i] = parts[i].Extended(bottom - y);
            if (i + 1 < parts.Length) (x, y, columnWidth) = (x + columnWidth - Shared, top, 0);
        }

        Check(diagram, parts);
        var nodes = parts.SelectMany(part => part.Layout.Nodes).ToDictionary(node => node.Node.Id);
        var edges = parts.SelectMany(part => part.EdgeIndexes.Zip(part.Layout.Edges)).OrderBy(edge => edge.First).Select(edge => edge.Second);
        var lanes = parts.SelectMany(part => part.Layout.Lanes).ToDictionary(lane => lane.Lane.Id);
        return new DiagramLayout(
            diagram,
            new Size(Math.Max(x + columnWidth, heading.Width + (2 * Margin)), bottom + Shared),
            heading,
            [.. diagram.Nodes.Select(node => nodes[node.Id])],
            [.. edges],
            [.. diagram.Lanes.Select(lane => lanes[lane.Id])])
        {
            Panels = [.. parts.Select(part => part.Placed)],
        };
    }

    private static void Check(Diagram diagram, Part[] parts)
    {
        if (parts.Sum(part => part.Layout.Lanes.Length) != diagram.Lanes.Count) throw new ArgumentException("a lane has no panel", nameof(diagram));
        if (parts.Sum(part => part.Layout.Nodes.Length) != diagram.Nodes.Count) throw new ArgumentException("a node has no panel", nameof(diagram));
        if (parts.Sum(part => part.Layout.Edges.Length) != diagram.Edges.Count) throw new ArgumentException("an edge leads from one panel to another", nameof(diagram));
    }

    /// <summary>A panel with its layout and caption.</summary>
    private sealed record Part(DiagramPanel Panel, DiagramLayout Layout, ImmutableArray<int> EdgeIndexes, PlacedText Title, ImmutableArray<PlacedText> Caption, Size Size)
    {
        public PlacedPanel Placed => new(Panel, new Rectangle(Title.Position.X - Margin, Title.Position.Y - Margin, Size.Width, Size.Height), Title, Caption);

        public static Part Of(Diagram diagram, DiagramPanel panel, ILayout inner, NodeText text, ITextMeasures measures)
        {
            var lanes = diagram.Lanes.Where(lane => lane.Panel == panel.Id).ToSequence();
            var laneIds = lanes.Select(lane => lane.Id).ToHashSet();
            var nodes = diagram.Nodes.Where(node => node.Lane is not null && laneIds.Contains(node.Lane)).ToSequence();
            var nodeIds = nodes.Select(node => node.Id).ToHashSet();
            var edges = diagram.Edges.Index().Where(edge => nodeIds.Contains(edge.Item.From) && nodeIds.Contains(edge.Item.To)).ToArray();
            var own = diagram with { Title = panel.Title, Nodes = nodes, Edges = edges.Select(edge => edge.Item).ToSequence(), Lanes = lanes, Panels = [] };
            var layout = inner.Arrange(own, measures);

            var lineHeight = Math.Ceiling(measures.FontSize(TextStyle.Note) * 1.3);
            var y = layout.Title.Position.Y;
            var caption = ImmutableArray.CreateBuilder<PlacedText>();
            foreach (var line in Wrap(panel.Caption, layout.Size.Width - (2 * Margin), measures))
                caption.Add(text.Place(line, TextStyle.Note, layout.Title.Position.X, y += lineHeight));
            var height = caption.Count * lineHeight;
            var width = caption.Select(line => line.Width + (2 * Margin)).Append(layout.Size.Width).Max();
            return new Part(panel, Moved(layout, 0, height), [.. edges.Select(edge => edge.Index)], layout.Title, caption.ToImmutable(), new Size(width, layout.Size.Height + height));
        }

        public Part Moved(double x, double y) => this with
        {
            Layout = Moved(Layout, x, y),
            Title = Moved(Title, x, y),
            Caption = [.. Caption.Select(line => Moved(line, x, y))],
        };

        /// <summary>The same panel with longer lanes.</summary>
        public Part Extended(double length) => this with
        {
            Layout = Layout with { Lanes = [.. Layout.Lanes.Select(lane => lane with { Bounds = lane.Bounds with { Height = lane.Bounds.Height + length } })] },
            Size = Size with { Height = Size.Height + length },
        };

        private static IEnumerable<string> Wrap(string caption, double width, ITextMeasures measures)
        {
            var line = "";
            foreach (var word in caption.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && measures.Width(longer, TextStyle.Note) > width)
                {
                    yield return line;
                    line = word;
                }
                else line = longer;
            }

            if (line.Length > 0) yield return line;
        }

        private static DiagramLayout Moved(DiagramLayout layout, double x, double y) => layout with
        {
            Nodes = [.. layout.Nodes.Select(node => node with
            {
                Bounds = node.Bounds.Moved(x, y),
                Texts = [.. node.Texts.Select(text => Moved(text, x, y))],
                Rules = [.. node.Rules.Select(rule => rule + y)],
            })],
            Edges = [.. layout.Edges.Select(edge => edge with
            {
                Path = [.. edge.Path.Select(point => point.Moved(x, y))],
                LabelBounds = edge.LabelBounds?.Moved(x, y),
                Label = [.. edge.Label.Select(text => Moved(text, x, y))],
            })],
            Lanes = [.. layout.Lanes.Select(lane => lane with { Bounds = lane.Bounds.Moved(x, y), Title = Moved(lane.Title, x, y) })],
        };

        private static PlacedText Moved(PlacedText text, double x, double y) => text with { Position = text.Position.Moved(x, y) };
    }
}
