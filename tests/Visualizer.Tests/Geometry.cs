using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Tests;

/// <summary>Checks drawings by their coordinates alone, without knowing how the layout came to them.</summary>
internal static class Geometry
{
    private const double Tolerance = 0.11;

    /// <summary>Everything that is wrong with a drawing, in words.</summary>
    public static IEnumerable<string> Faults(DiagramLayout layout) =>
        Completeness(layout).Concat(Nodes(layout)).Concat(Edges(layout)).Concat(Labels(layout)).Concat(Lanes(layout)).Concat(Panels(layout)).Concat(Page(layout));

    private static IEnumerable<string> Completeness(DiagramLayout layout)
    {
        if (!layout.Nodes.Select(node => node.Node).SequenceEqual(layout.Diagram.Nodes)) yield return "the nodes are not those of the diagram";
        if (!layout.Edges.Select(edge => edge.Edge).SequenceEqual(layout.Diagram.Edges)) yield return "the edges are not those of the diagram";
        if (!layout.Lanes.Select(lane => lane.Lane).SequenceEqual(layout.Diagram.Lanes)) yield return "the lanes are not those of the diagram";
        foreach (var edge in layout.Edges.Where(edge => edge.LabelBounds is null != (edge.Edge.Label.Count == 0))) yield return $"{Name(edge)} and its label";
        foreach (var (id, bounds) in layout.Nodes.Select(node => (node.Node.Id, node.Bounds)))
        {
            if (!(bounds.Width > 0 && bounds.Height > 0)) yield return $"node {id} has no size";
        }
    }

    private static IEnumerable<string> Nodes(DiagramLayout layout)
    {
        foreach (var (i, node) in layout.Nodes.Index())
        {
            foreach (var other in layout.Nodes.Take(i).Where(other => Overlap(node.Bounds, other.Bounds)))
                yield return $"nodes {node.Node.Id} and {other.Node.Id} overlap";
            foreach (var text in node.Texts.Where(text => !IsWithin(Extent(text), node.Bounds)))
                yield return $"node {node.Node.Id} is left by its text {text.Text}";
        }
    }

    private static IEnumerable<string> Edges(DiagramLayout layout)
    {
        var nodes = layout.Nodes.ToDictionary(node => node.Node.Id, node => node.Bounds);
        foreach (var edge in layout.Edges)
        {
            if (!IsOnBorder(edge.Path[0], nodes[edge.Edge.From])) yield return $"{Name(edge)} does not begin at its source";
            if (!IsOnBorder(edge.Path[^1], nodes[edge.Edge.To])) yield return $"{Name(edge)} does not end at its target";
            foreach (var stretch in Stretches(edge))
            {
                if (stretch.Width > Tolerance && stretch.Height > Tolerance) yield return $"{Name(edge)} is slanted";
                foreach (var node in layout.Nodes.Where(node => Overlap(stretch, node.Bounds))) yield return $"{Name(edge)} crosses node {node.Node.Id}";
            }
        }
    }

    private static IEnumerable<string> Labels(DiagramLayout layout)
    {
        var labels = layout.Edges.Where(edge => edge.LabelBounds is not null).Select(edge => (Edge: edge, Bounds: edge.LabelBounds!.Value)).ToArray();
        foreach (var (i, label) in labels.Index())
        {
            foreach (var node in layout.Nodes.Where(node => Overlap(label.Bounds, node.Bounds))) yield return $"the label of {Name(label.Edge)} covers node {node.Node.Id}";
            foreach (var other in labels.Take(i).Where(other => Overlap(label.Bounds, other.Bounds)))
                yield return $"the labels of {Name(label.Edge)} and {Name(other.Edge)} overlap";
            foreach (var edge in layout.Edges.Where(edge => Stretches(edge).Any(stretch => Overlap(stretch, label.Bounds))))
                yield return $"{Name(edge)} crosses the label of {Name(label.Edge)}";
            foreach (var text in label.Edge.Label.Where(text => !IsWithin(Extent(text), label.Bounds))) yield return $"the label of {Name(label.Edge)} is left by its text {text.Text}";
        }
    }

    private static IEnumerable<string> Lanes(DiagramLayout layout)
    {
        foreach (var (i, lane) in layout.Lanes.Index())
        {
            foreach (var other in layout.Lanes.Take(i).Where(other => Overlap(lane.Bounds, other.Bounds))) yield return $"lanes {lane.Lane.Id} and {other.Lane.Id} overlap";
            if (!IsWithin(Extent(lane.Title), lane.Bounds)) yield return $"lane {lane.Lane.Id} is left by its title";
            foreach (var node in layout.Nodes)
            {
                var isMember = node.Node.Lane == lane.Lane.Id;
                if (isMember && !IsWithin(node.Bounds, lane.Bounds)) yield return $"node {node.Node.Id} leaves lane {lane.Lane.Id}";
                if (!isMember && Overlap(node.Bounds, lane.Bounds)) yield return $"node {node.Node.Id} is in lane {lane.Lane.Id}";
                if (Overlap(node.Bounds, Extent(lane.Title))) yield return $"node {node.Node.Id} covers the title of lane {lane.Lane.Id}";
            }
        }
    }

    private static IEnumerable<string> Panels(DiagramLayout layout)
    {
        if (!layout.Panels.Select(panel => panel.Panel).SequenceEqual(layout.Diagram.Panels)) yield return "the panels are not those of the diagram";
        var page = new Rectangle(0, 0, layout.Size.Width, layout.Size.Height);
        foreach (var (i, panel) in layout.Panels.Index())
        {
            if (!IsWithin(panel.Bounds, page)) yield return $"panel {panel.Panel.Id} leaves the page";
            if (Overlap(panel.Bounds, Extent(layout.Title))) yield return $"panel {panel.Panel.Id} covers the title";
            foreach (var other in layout.Panels.Take(i).Where(other => Overlap(panel.Bounds, other.Bounds))) yield return $"panels {panel.Panel.Id} and {other.Panel.Id} overlap";
            foreach (var lane in layout.Lanes.Where(lane => lane.Lane.Panel == panel.Panel.Id && !IsWithin(lane.Bounds, panel.Bounds)))
                yield return $"lane {lane.Lane.Id} leaves panel {panel.Panel.Id}";
            foreach (var text in panel.Caption.Prepend(panel.Title))
            {
                if (!IsWithin(Extent(text), panel.Bounds)) yield return $"panel {panel.Panel.Id} is left by its text {text.Text}";
                foreach (var lane in layout.Lanes.Where(lane => Overlap(lane.Bounds, Extent(text)))) yield return $"lane {lane.Lane.Id} covers {text.Text}";
            }
        }
    }

    private static IEnumerable<string> Page(DiagramLayout layout)
    {
        var page = new Rectangle(0, 0, layout.Size.Width, layout.Size.Height);
        var rectangles = layout.Nodes.Select(node => node.Bounds)
            .Concat(layout.Edges.SelectMany(Stretches))
            .Concat(layout.Edges.Where(edge => edge.LabelBounds is not null).Select(edge => edge.LabelBounds!.Value))
            .Concat(layout.Lanes.Select(lane => lane.Bounds))
            .Append(Extent(layout.Title));
        foreach (var rectangle in rectangles.Where(rectangle => !IsWithin(rectangle, page))) yield return $"{rectangle} leaves the page {page}";
        foreach (var node in layout.Nodes.Where(node => Overlap(node.Bounds, Extent(layout.Title)))) yield return $"node {node.Node.Id} covers the title";
    }

    /// <summary>The straight parts of an edge, as rectangles without width or without height.</summary>
    public static IEnumerable<Rectangle> Stretches(PlacedEdge edge) => edge.Path.Zip(edge.Path.Skip(1), (a, b) =>
        new Rectangle(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)));

    private static Rectangle Extent(PlacedText text)
    {
        var x = text.Alignment switch
        {
            TextAlignment.Start => text.Position.X,
            TextAlignment.Middle => text.Position.X - (text.Width / 2),
            _ => text.Position.X - text.Width,
        };
        var size = new CommonFontMeasures().FontSize(text.Style);
        return new Rectangle(x, text.Position.Y - (size * 0.75), text.Width, size);
    }

    private static bool Overlap(Rectangle a, Rectangle b) =>
        a.X < b.Right - Tolerance && b.X < a.Right - Tolerance && a.Y < b.Bottom - Tolerance && b.Y < a.Bottom - Tolerance;

    private static bool IsWithin(Rectangle inner, Rectangle outer) =>
        inner.X >= outer.X - Tolerance && inner.Y >= outer.Y - Tolerance && inner.Right <= outer.Right + Tolerance && inner.Bottom <= outer.Bottom + Tolerance;

    private static bool IsOnBorder(Point point, Rectangle box) =>
        IsWithin(new Rectangle(point.X, point.Y, 0, 0), box)
        && (Near(point.X, box.X) || Near(point.X, box.Right) || Near(point.Y, box.Y) || Near(point.Y, box.Bottom));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Tolerance;

    private static string Name(PlacedEdge edge) => $"edge {edge.Edge.From} -> {edge.Edge.To}";
}
