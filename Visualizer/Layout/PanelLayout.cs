using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>Arranges each panel of a diagram on its own and puts the panels into columns, such that the whole is large on a screen.</summary>
/// <param name="inner">What arranges a panel, and diagrams without panels.</param>
/// <param name="screen">The room that there is; a larger drawing would be shrunk to fit.</param>
public sealed class PanelLayout(ILayout inner, Size screen) : ILayout
{
    private const double Margin = 16;
    private const double Distance = 14;

    /// <summary>A common screen, without what surrounds a drawing.</summary>
    private static readonly Size CommonScreen = new(1600, 1000);

    /// <summary>Arranges panels for a common screen.</summary>
    public PanelLayout(ILayout inner) : this(inner, CommonScreen)
    {
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The diagram has panels, and something belongs to none of them or to two.</exception>
    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        if (diagram.Panels.Count == 0) return inner.Arrange(diagram, measures);
        var heading = new NodeText(measures).Place(diagram.Title, TextStyle.Heading, Margin, Margin + measures.FontSize(TextStyle.Heading));
        var panels = diagram.Panels.Select(panel => PanelPart.Of(diagram, panel, inner, measures)).ToArray();
        Check(diagram, panels);
        var captionHeight = panels.Max(panel => panel.CaptionHeight);
        panels = [.. panels.Select(panel => panel.WithCaptionHeight(captionHeight))];

        var top = heading.Position.Y + Margin;
        var columns = Columns(panels);
        var height = columns.Max(Height);
        var placed = new List<PanelPart>();
        var x = Margin;
        foreach (var column in columns)
        {
            var width = Width(column);
            var y = top;
            foreach (var panel in column)
            {
                var length = panel == column[^1] ? top + height - y : panel.Size.Height;
                placed.Add(panel.Extended(new Size(width, length)).Moved(x, y));
                y += length + Distance;
            }

            x += width + Distance;
        }

        var size = new Size(Math.Max(x - Distance, heading.Position.X + heading.Width) + Margin, top + height + Margin);
        return Assemble(diagram, size, heading, placed);
    }

    /// <summary>The columns that need to be shrunk least for a screen; of several, the lowest.</summary>
    private List<List<PanelPart>> Columns(PanelPart[] panels)
    {
        var heights = Enumerable.Range(0, panels.Length).SelectMany(start => Enumerable.Range(1, panels.Length - start).Select(count => Height(panels[start..(start + count)])));
        return heights.Order().Where(height => panels.All(panel => panel.Size.Height <= height))
            .Select(height => Columns(panels, height))
            .MinBy(columns => Math.Max(1, Math.Max(columns.Sum(column => Width(column) + Distance) / screen.Width, columns.Max(Height) / screen.Height)))!;
    }

    /// <summary>The panels in their order, as many below each other as the height allows.</summary>
    private static List<List<PanelPart>> Columns(PanelPart[] panels, double height)
    {
        var columns = new List<List<PanelPart>>();
        foreach (var panel in panels)
        {
            if (columns.Count == 0 || Height([.. columns[^1], panel]) > height) columns.Add([]);
            columns[^1].Add(panel);
        }

        return columns;
    }

    private static double Width(IReadOnlyList<PanelPart> column) => column.Max(panel => panel.Size.Width);

    private static double Height(IReadOnlyList<PanelPart> column) => column.Sum(panel => panel.Size.Height) + ((column.Count - 1) * Distance);

    private static DiagramLayout Assemble(Diagram diagram, Size size, PlacedText heading, List<PanelPart> panels)
    {
        var nodes = panels.SelectMany(panel => panel.Nodes).ToDictionary(node => node.Node.Id);
        var lanes = panels.SelectMany(panel => panel.Lanes).ToDictionary(lane => lane.Lane.Id);
        var edges = panels.SelectMany(panel => panel.EdgeIndexes.Zip(panel.Edges)).OrderBy(edge => edge.First).Select(edge => edge.Second);
        return new DiagramLayout(
            diagram,
            size,
            heading,
            [.. diagram.Nodes.Select(node => nodes[node.Id])],
            [.. edges],
            [.. diagram.Lanes.Select(lane => lanes[lane.Id])])
        {
            Panels = [.. panels.Select(panel => panel.Placed)],
        };
    }

    private static void Check(Diagram diagram, PanelPart[] panels)
    {
        if (panels.Sum(panel => panel.Lanes.Length) != diagram.Lanes.Count) throw new ArgumentException("a lane has no panel", nameof(diagram));
        if (panels.Sum(panel => panel.Nodes.Length) != diagram.Nodes.Count) throw new ArgumentException("a node has no panel", nameof(diagram));
        if (panels.Sum(panel => panel.Edges.Length) != diagram.Edges.Count) throw new ArgumentException("an edge leads from one panel to another", nameof(diagram));
    }
}
