using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Turns places along and across the flow into places on the page.</summary>
internal sealed class Drawing(
    Diagram diagram,
    NodeText text,
    ITextMeasures measures,
    BoxGraph graph,
    ImmutableArray<(double Start, double End)> lanes,
    double end,
    Dictionary<Link, ImmutableArray<Point>> paths,
    FlowSize[] labelSizes)
{
    private const double Margin = 16;
    private const double LanePadding = 14;

    private readonly bool _isDown = diagram.Flow == FlowDirection.Down;

    private readonly Dictionary<string, int> _indexes = diagram.Nodes.Index().ToDictionary(node => node.Item.Id, node => node.Index);

    /// <summary>Edges may go around the outermost boxes.</summary>
    private readonly (double Across, double Along) _least = (
        paths.Values.SelectMany(path => path).Select(point => point.X).Append(0).Min(),
        paths.Values.SelectMany(path => path).Select(point => point.Y).Append(0).Min());

    private double Top => Margin + (measures.FontSize(TextStyle.Heading) * 1.8);

    /// <summary>The room for the titles of lanes, before the first layer.</summary>
    private double Titles => diagram.Lanes.Count == 0
        ? 0
        : (_isDown ? measures.FontSize(TextStyle.Title) * 2 : 12 + diagram.Lanes.Max(lane => measures.Width(lane.Title, TextStyle.Title))) + LanePadding;

    private double Start => (_isDown ? Top : Margin) + Math.Ceiling(Titles - _least.Along);

    private double AcrossStart => (_isDown ? Margin : Top) - _least.Across;

    public DiagramLayout Build()
    {
        var title = text.Place(diagram.Title, TextStyle.Heading, Margin, Margin + measures.FontSize(TextStyle.Heading));
        var corners = paths.Values.SelectMany(path => path).ToArray();
        var lastAcross = corners.Select(point => point.X).Append(lanes.Max(lane => lane.End)).Max();
        var lastAlong = corners.Select(point => point.Y).Append(end).Max() + (diagram.Lanes.Count == 0 ? 0 : LanePadding);
        var last = At(lastAlong, lastAcross);
        var nodes = diagram.Nodes.Select((node, index) => text.Place(node, NodeBounds(index))).ToImmutableArray();
        return new DiagramLayout(
            diagram,
            new Size(Math.Ceiling(Math.Max(last.X, title.Position.X + title.Width) + Margin), Math.Ceiling(last.Y + Margin)),
            title,
            nodes,
            [.. diagram.Edges.Select(Place)],
            [.. diagram.Lanes.Select((lane, index) => Place(lane, lanes[index + 1], lastAlong))]);
    }

    private Point At(double along, double across) => _isDown
        ? new Point(Math.Round(AcrossStart + across, 1), Math.Round(Start + along, 1))
        : new Point(Math.Round(Start + along, 1), Math.Round(AcrossStart + across, 1));

    private Rectangle Bounds(double along, double across, double alongEnd, double acrossEnd)
    {
        var (first, last) = (At(along, across), At(alongEnd, acrossEnd));
        return new Rectangle(first.X, first.Y, last.X - first.X, last.Y - first.Y);
    }

    /// <summary>The node's part of its box, without its loops.</summary>
    private Rectangle NodeBounds(int index)
    {
        var box = graph.Boxes[index];
        return Bounds(box.Along, box.Across - box.Before, box.AlongEnd, box.Across + box.Before);
    }

    private PlacedEdge Place(DiagramEdge edge, int index)
    {
        if (graph.Ways[index].IsEmpty) return PlaceLoop(edge, index);
        var path = graph.Ways[index].SelectMany(link => paths[link]).Select(corner => At(corner.Y, corner.X));
        if (graph.LabelBoxes[index] is not { } box) return new PlacedEdge(edge, EdgePath.Corners(path), null, []);
        var size = labelSizes[index];
        var across = _isDown ? box.Across + BoxGraph.LabelDistance : box.Across - BoxGraph.LabelDistance - size.Across;
        var along = box.Along + ((box.Length - size.Along) / 2);
        var bounds = Bounds(along, across, along + size.Along, across + size.Across);
        return new PlacedEdge(edge, EdgePath.Corners(path), bounds, text.Place(edge, bounds));
    }

    private PlacedEdge PlaceLoop(DiagramEdge edge, int index)
    {
        var node = _indexes[edge.From];
        var box = graph.Boxes[node];
        var side = box.Across + box.Before;
        var rooms = graph.Loops[node].Select(loop => BoxGraph.LoopRoom(labelSizes[loop])).ToArray();
        var before = graph.Loops[node].IndexOf(index);
        var room = rooms[before];
        var start = box.Along + ((box.Length - rooms.Sum()) / 2) + rooms.Take(before).Sum();
        ImmutableArray<Point> path =
        [
            At(start + room - 4, side), At(start + room - 4, side + BoxGraph.LoopDepth), At(start + 4, side + BoxGraph.LoopDepth), At(start + 4, side),
        ];
        if (edge.Label.Count == 0) return new PlacedEdge(edge, path, null, []);
        var size = labelSizes[index];
        var (along, across) = (start + ((room - size.Along) / 2), side + BoxGraph.LoopDepth + BoxGraph.LabelDistance);
        var bounds = Bounds(along, across, along + size.Along, across + size.Across);
        return new PlacedEdge(edge, path, bounds, text.Place(edge, bounds));
    }

    private PlacedLane Place(DiagramLane lane, (double Start, double End) range, double lastAlong)
    {
        return text.Place(lane, Bounds(_least.Along - Titles, range.Start, lastAlong, range.End), diagram.Flow);
    }
}
