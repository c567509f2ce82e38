using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>A diagram with places; the origin is at the top left.</summary>
/// <param name="Nodes">In the order of the diagram's.</param>
/// <param name="Edges">In the order of the diagram's.</param>
/// <param name="Lanes">In the order of the diagram's.</param>
public sealed record DiagramLayout(
    Diagram Diagram,
    Size Size,
    PlacedText Title,
    ImmutableArray<PlacedNode> Nodes,
    ImmutableArray<PlacedEdge> Edges,
    ImmutableArray<PlacedLane> Lanes)
{
    /// <summary>In the order of the diagram's.</summary>
    public ImmutableArray<PlacedPanel> Panels { get; init; } = [];
}

/// <summary>A node's rectangle and what stands in it.</summary>
/// <param name="Rules">The heights of the lines between sections.</param>
public sealed record PlacedNode(DiagramNode Node, Rectangle Bounds, ImmutableArray<PlacedText> Texts, ImmutableArray<double> Rules);

/// <summary>An edge's way, from the border of one node to the border of another, and its label.</summary>
/// <param name="Path">The corners; each stretch is horizontal or vertical.</param>
/// <param name="LabelBounds">Null if there is no label.</param>
public sealed record PlacedEdge(DiagramEdge Edge, ImmutableArray<Point> Path, Rectangle? LabelBounds, ImmutableArray<PlacedText> Label);

/// <summary>A lane's rectangle and title.</summary>
public sealed record PlacedLane(DiagramLane Lane, Rectangle Bounds, PlacedText Title);

/// <summary>The rectangle of a panel, its title and the lines of its caption.</summary>
public sealed record PlacedPanel(DiagramPanel Panel, Rectangle Bounds, PlacedText Title, ImmutableArray<PlacedText> Caption);

/// <summary>A line of text.</summary>
/// <param name="Position">The point on the base line that it is aligned to.</param>
/// <param name="Width">The room that it has.</param>
public sealed record PlacedText(string Text, TextStyle Style, Point Position, double Width, TextAlignment Alignment = TextAlignment.Start);

/// <summary>Which part of a text is at its position.</summary>
public enum TextAlignment
{
    /// <summary>Its beginning.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its end.</summary>
    End,
}

/// <summary>A place.</summary>
public readonly record struct Point(double X, double Y)
{
    internal Point Moved(double x, double y) => new(X + x, Y + y);
}

/// <summary>An extent.</summary>
public readonly record struct Size(double Width, double Height);

/// <summary>An upright rectangle.</summary>
public readonly record struct Rectangle(double X, double Y, double Width, double Height)
{
    /// <summary>The right border.</summary>
    public double Right => X + Width;

    /// <summary>The lower border.</summary>
    public double Bottom => Y + Height;

    /// <summary>The same rectangle elsewhere.</summary>
    internal Rectangle Moved(double x, double y) => this with { X = X + x, Y = Y + y };
}
