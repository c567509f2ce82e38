using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>A panel with the places of what belongs to it, while the panels are put together.</summary>
/// <param name="EdgeIndexes">The index of each of the edges in the diagram.</param>
internal sealed record PanelPart(
    PlacedPanel Placed,
    FlowDirection Flow,
    ImmutableArray<PlacedNode> Nodes,
    ImmutableArray<PlacedEdge> Edges,
    ImmutableArray<int> EdgeIndexes,
    ImmutableArray<PlacedLane> Lanes)
{
    private const double CaptionDistance = 6;

    public Size Size => new(Placed.Bounds.Width, Placed.Bounds.Height);

    /// <summary>The height of the title and the caption.</summary>
    public double CaptionHeight => Placed.Caption.Select(line => line.Position.Y).Append(Placed.Title.Position.Y).Max() + CaptionDistance - Placed.Bounds.Y;

    /// <summary>The panel at the origin, its lanes right at its borders.</summary>
    public static PanelPart Of(Diagram diagram, DiagramPanel panel, ILayout layout, ITextMeasures measures)
    {
        var lanes = diagram.Lanes.Where(lane => lane.Panel == panel.Id).ToSequence();
        var laneIds = lanes.Select(lane => lane.Id).ToHashSet();
        var nodes = diagram.Nodes.Where(node => node.Lane is not null && laneIds.Contains(node.Lane)).ToSequence();
        var nodeIds = nodes.Select(node => node.Id).ToHashSet();
        var edges = diagram.Edges.Index().Where(edge => nodeIds.Contains(edge.Item.From) && nodeIds.Contains(edge.Item.To)).ToArray();
        var inside = layout.Arrange(
            diagram with { Title = "", Nodes = nodes, Edges = edges.Select(edge => edge.Item).ToSequence(), Lanes = lanes, Panels = [] }, measures);

        var text = new NodeText(measures);
        var title = text.Place(panel.Title, TextStyle.Heading, 0, measures.FontSize(TextStyle.Heading));
        var (left, top) = inside.Lanes.IsEmpty ? (0, 0) : (inside.Lanes.Min(lane => lane.Bounds.X), inside.Lanes.Min(lane => lane.Bounds.Y));
        var right = inside.Lanes.Select(lane => lane.Bounds.Right).DefaultIfEmpty().Max();
        var bottom = inside.Lanes.Select(lane => lane.Bounds.Bottom).DefaultIfEmpty().Max();
        var caption = Wrap(panel.Caption, right - left, measures)
            .Select((line, index) => text.Place(line, TextStyle.Note, 0, title.Position.Y + ((index + 1) * Math.Ceiling(measures.FontSize(TextStyle.Note) * 1.3))))
            .ToImmutableArray();
        var width = caption.Append(title).Select(line => line.Width).Append(right - left).Max();
        var part = new PanelPart(
            new PlacedPanel(panel, new Rectangle(0, 0, width, bottom - top), title, caption),
            diagram.Flow,
            inside.Nodes,
            inside.Edges,
            [.. edges.Select(edge => edge.Index)],
            inside.Lanes);
        return part.InsideMoved(-left, -top).WithCaptionHeight(part.CaptionHeight, 0);
    }

    /// <summary>The same panel with room of that height for title and caption.</summary>
    public PanelPart WithCaptionHeight(double height) => WithCaptionHeight(height, CaptionHeight);

    private PanelPart WithCaptionHeight(double height, double before) => InsideMoved(0, height - before) with
    {
        Placed = Placed with { Bounds = Placed.Bounds with { Height = Placed.Bounds.Height + height - before } },
    };

    /// <summary>The same panel with longer lanes, of which the last is broader, so that it has that size.</summary>
    public PanelPart Extended(Size size) => this with
    {
        Placed = Placed with { Bounds = Placed.Bounds with { Width = size.Width, Height = size.Height } },
        Lanes =
        [
            .. Lanes.Select(lane => lane with
            {
                Bounds = lane.Bounds with
                {
                    Width = Flow == FlowDirection.Right || lane == Lanes[^1] ? Placed.Bounds.X + size.Width - lane.Bounds.X : lane.Bounds.Width,
                    Height = Flow == FlowDirection.Down || lane == Lanes[^1] ? Placed.Bounds.Y + size.Height - lane.Bounds.Y : lane.Bounds.Height,
                },
            }),
        ],
    };

    public PanelPart Moved(double x, double y) => InsideMoved(x, y) with
    {
        Placed = Placed with
        {
            Bounds = Placed.Bounds.Moved(x, y),
            Title = Moved(Placed.Title, x, y),
            Caption = [.. Placed.Caption.Select(line => Moved(line, x, y))],
        },
    };

    private PanelPart InsideMoved(double x, double y) => this with
    {
        Nodes = [.. Nodes.Select(node => node with
        {
            Bounds = node.Bounds.Moved(x, y),
            Texts = [.. node.Texts.Select(text => Moved(text, x, y))],
            Rules = [.. node.Rules.Select(rule => rule + y)],
        })],
        Edges = [.. Edges.Select(edge => edge with
        {
            Path = [.. edge.Path.Select(point => point.Moved(x, y))],
            LabelBounds = edge.LabelBounds?.Moved(x, y),
            Label = [.. edge.Label.Select(text => Moved(text, x, y))],
        })],
        Lanes = [.. Lanes.Select(lane => lane with { Bounds = lane.Bounds.Moved(x, y), Title = Moved(lane.Title, x, y) })],
    };

    private static PlacedText Moved(PlacedText text, double x, double y) => text with { Position = text.Position.Moved(x, y) };

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
}
