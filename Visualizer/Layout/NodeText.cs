using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>The text of nodes and labels: how much room it needs, and where it stands in it. For those who write a layout.</summary>
public sealed class NodeText(ITextMeasures measures)
{
    private const double Padding = 12;
    private const double VerticalPadding = 6;
    private const double NoteDistance = 16;
    private const double RuleHeight = 8;

    private double TitleHeight => Math.Ceiling(measures.FontSize(TextStyle.Title) * 1.4);

    private double CodeHeight => Math.Ceiling(measures.FontSize(TextStyle.Code) * 1.35);

    private double LabelHeight => Math.Ceiling(measures.FontSize(TextStyle.Label) * 1.3);

    /// <summary>The least size of a node.</summary>
    public Size Measure(DiagramNode node)
    {
        var header = HeaderHeight(node) > 0 ? measures.Width(node.Title, TextStyle.Title) : 0;
        if (HeaderHeight(node) > 0 && node.Note.Length > 0) header += NoteDistance + measures.Width(node.Note, TextStyle.Note);
        var lines = node.Sections.SelectMany(section => section).Select(line => measures.Width(line, TextStyle.Code));
        var width = lines.Append(header).Max() + (2 * SidePadding(node.Kind));
        var height = HeaderHeight(node) + node.Sections.Sum(section => section.Count * CodeHeight) + (RuleCount(node) * RuleHeight) + (2 * VerticalPadding);
        return new Size(width, height);
    }

    private double HeaderHeight(DiagramNode node) => node.Kind == NodeKind.Listing ? 0 : TitleHeight;

    /// <summary>The size of an edge's label; nothing if it has none.</summary>
    public Size Measure(DiagramEdge edge) => edge.Label.Count == 0
        ? default
        : new Size(edge.Label.Max(line => measures.Width(line, TextStyle.Label)), edge.Label.Count * LabelHeight);

    /// <summary>A node with its text in a rectangle of at least its size.</summary>
    public PlacedNode Place(DiagramNode node, Rectangle bounds)
    {
        var padding = SidePadding(node.Kind);
        var size = Measure(node);
        var y = bounds.Y + ((bounds.Height - size.Height) / 2) + VerticalPadding;
        var isAlone = node.Sections.Count == 0 && node.Note.Length == 0;
        var titleWidth = measures.Width(node.Title, TextStyle.Title);
        var x = isAlone ? bounds.X + (bounds.Width / 2) : bounds.X + padding;
        var baseLine = y + (TitleHeight * 0.72);
        var texts = ImmutableArray.CreateBuilder<PlacedText>();
        var rules = ImmutableArray.CreateBuilder<double>();
        if (HeaderHeight(node) > 0)
            texts.Add(new PlacedText(node.Title, TextStyle.Title, new Point(x, baseLine), titleWidth, isAlone ? TextAlignment.Middle : TextAlignment.Start));
        if (HeaderHeight(node) > 0 && node.Note.Length > 0)
            texts.Add(new PlacedText(node.Note, TextStyle.Note, new Point(bounds.Right - padding, baseLine), measures.Width(node.Note, TextStyle.Note), TextAlignment.End));
        y += HeaderHeight(node);
        foreach (var (index, section) in node.Sections.Index())
        {
            if (HasRule(node, index))
            {
                rules.Add(y + (RuleHeight / 2));
                y += RuleHeight;
            }

            foreach (var line in section)
            {
                texts.Add(new PlacedText(line, TextStyle.Code, new Point(bounds.X + padding, y + (CodeHeight * 0.75)), measures.Width(line, TextStyle.Code)));
                y += CodeHeight;
            }
        }

        return new PlacedNode(node, bounds, texts.ToImmutable(), rules.ToImmutable());
    }

    /// <summary>The lines of an edge's label in a rectangle of its size.</summary>
    public ImmutableArray<PlacedText> Place(DiagramEdge edge, Rectangle bounds) =>
    [
        .. edge.Label.Select((line, index) => new PlacedText(
            line, TextStyle.Label, new Point(bounds.X, bounds.Y + ((index + 0.78) * LabelHeight)), measures.Width(line, TextStyle.Label))),
    ];

    /// <summary>A lane with its title: above a column, at the beginning of a band.</summary>
    public PlacedLane Place(DiagramLane lane, Rectangle bounds, FlowDirection flow)
    {
        var size = measures.FontSize(TextStyle.Title);
        var y = flow == FlowDirection.Down ? bounds.Y + (size * 1.6) : bounds.Y + (bounds.Height / 2) + (size * 0.35);
        return new PlacedLane(lane, bounds, Place(lane.Title, TextStyle.Title, bounds.X + Padding, y));
    }

    /// <summary>A line of text that begins at a point on its base line.</summary>
    public PlacedText Place(string text, TextStyle style, double x, double y) => new(text, style, new Point(x, y), measures.Width(text, style));

    /// <summary>Shapes with slanted sides keep their text off them; a listing has no visible border.</summary>
    private static double SidePadding(NodeKind kind) => kind switch
    {
        NodeKind.Branch or NodeKind.RemoteCall or NodeKind.Fail or NodeKind.InPlaceCall => Padding + 4,
        NodeKind.Listing => 1,
        _ => Padding,
    };

    private static int RuleCount(DiagramNode node) => node.Sections.Index().Count(section => HasRule(node, section.Index));

    private static bool HasRule(DiagramNode node, int section) => section > 0 || node.Kind == NodeKind.Operator;
}
