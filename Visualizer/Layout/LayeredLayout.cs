using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout.Layered;

namespace StateFlow.Visualizer.Layout;

/// <summary>Layers along the flow, lanes across it, and edges at right angles.</summary>
/// <remarks>
/// Everything has room of its own by construction: nodes, labels and edges that pass through are items of layers, which keep
/// their distance, and edges change their place only in the gaps between layers.
/// </remarks>
public sealed class LayeredLayout : ILayout
{
    private const double Margin = 16;
    private const double LanePadding = 14;
    private const double LaneDistance = 10;
    private const double TrackDistance = 10;

    /// <inheritdoc />
    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        var text = new NodeText(measures);
        var nodeSizes = diagram.Nodes.Select(text.Measure).ToArray();
        var labelSizes = diagram.Edges.Select(text.Measure).ToArray();
        var graph = LayeredGraphBuilder.Build(diagram, nodeSizes, labelSizes);
        Ordering.Run(graph);
        var lanes = PlaceLanes(graph, diagram, measures);
        var tracks = Routing.Run(graph);
        return new Drawing(diagram, text, measures, graph, lanes, Along.Of(graph, tracks), labelSizes).Build();
    }

    /// <summary>Places all items across the flow and returns the range of each lane.</summary>
    private static (double Start, double End)[] PlaceLanes(LayeredGraph graph, Diagram diagram, ITextMeasures measures)
    {
        var isDown = diagram.Flow == FlowDirection.Down;
        var links = graph.Links.Where(link => link.ChangesLayer && link.Start.Lane == link.End.Lane).ToLookup(link => link.Start.Lane);
        var hints = Hints(graph).ToLookup(pair => pair.Before.Lane);
        var ranges = new (double Start, double End)[graph.LaneCount];
        var across = 0.0;
        for (var lane = 0; lane < graph.LaneCount; lane++)
        {
            List<Item>[] layers = [.. graph.Layers.Select(layer => layer.Where(item => item.Lane == lane).ToList())];
            var isEmpty = layers.All(layer => layer.Count == 0);
            if (lane == 0 && isEmpty) continue;
            var width = Placement.Run(layers, [.. links[lane]], [.. hints[lane]], isDown ? 24 : 14);
            var title = lane == 0 ? 0 : isDown ? measures.Width(diagram.Lanes[lane - 1].Title, TextStyle.Title) : measures.FontSize(TextStyle.Title) * 1.5;
            var spare = Math.Max(0, title - width) / 2;
            var padding = lane == 0 ? 0 : LanePadding;
            foreach (var item in layers.SelectMany(layer => layer)) item.Across += across + padding + spare;
            ranges[lane] = (across, across + width + (2 * (padding + spare)));
            across = ranges[lane].End + LaneDistance;
        }

        return ranges;
    }

    /// <summary>What belongs together without a link: the ends of a way that leaves a lane for one node, and a node and its loops.</summary>
    private static IEnumerable<(Item Before, Item After)> Hints(LayeredGraph graph)
    {
        foreach (var loop in graph.Layers.SelectMany(layer => layer).Where(item => item.Beside is not null)) yield return (loop.Beside!, loop);

        var entering = graph.Links.Where(link => link.ChangesLayer && link.End.IsNode).ToLookup(link => link.End);
        foreach (var leaving in graph.Links.Where(link => link.ChangesLayer && link.Start.IsNode))
        {
            foreach (var link in entering[leaving.Start])
            {
                if (link.Start.Lane == leaving.End.Lane && link.Start.Lane != leaving.Start.Lane) yield return (link.Start, leaving.End);
            }
        }
    }

    /// <summary>The places of layers and tracks along the flow.</summary>
    private sealed record Along(double[] LayerStarts, double[] LayerLengths, double[] FirstTracks, double End)
    {
        public static Along Of(LayeredGraph graph, int[] tracks)
        {
            var count = graph.Layers.Length;
            var lengths = graph.Layers.Select(layer => layer.Max(item => item.Length)).ToArray();
            var starts = new double[count];
            var firstTracks = new double[count + 1];
            var place = 0.0;
            for (var gap = 0; gap <= count; gap++)
            {
                var lead = gap == 0 ? 8 : graph.Layers[gap - 1].Exists(item => item.IsNode) ? 10 : 5;
                var tail = gap == count ? 8 : graph.Layers[gap].Exists(item => item.IsNode) ? 14 : 5;
                firstTracks[gap] = place + lead;
                if (tracks[gap] > 0) place += lead + ((tracks[gap] - 1) * TrackDistance) + tail;
                else if (gap > 0 && gap < count) place += lead + tail;
                if (gap == count) break;
                starts[gap] = place;
                place += lengths[gap];
            }

            return new Along(starts, lengths, firstTracks, place);
        }

        public double Track(Link link) => FirstTracks[link.Gap] + (link.Track * TrackDistance);
    }

    /// <summary>Turns places along and across the flow into places on the page.</summary>
    private sealed class Drawing(
        Diagram diagram, NodeText text, ITextMeasures measures, LayeredGraph graph, (double Start, double End)[] lanes, Along along, Size[] labelSizes)
    {
        private readonly bool _isDown = diagram.Flow == FlowDirection.Down;

        private double Top => Margin + (measures.FontSize(TextStyle.Heading) * 1.8);

        /// <summary>Where the layers begin: after the titles of the lanes.</summary>
        private double Start => (_isDown ? Top : Margin) + (diagram.Lanes.Count == 0 ? 0 : TitleLength + LanePadding);

        /// <summary>The room for the titles of the lanes along the flow.</summary>
        private double TitleLength => diagram.Lanes.All(lane => lane.Title.Length == 0) ? 0
            : _isDown ? measures.FontSize(TextStyle.Title) * 2
            : 12 + diagram.Lanes.Max(lane => measures.Width(lane.Title, TextStyle.Title));

        private double AcrossStart => _isDown ? Margin : Top;

        public DiagramLayout Build()
        {
            var title = text.Place(diagram.Title, TextStyle.Heading, Margin, Margin + measures.FontSize(TextStyle.Heading));
            var (_, acrossEnd) = lanes.MaxBy(lane => lane.End);
            var end = Start + along.End + (diagram.Lanes.Count == 0 ? 0 : LanePadding);
            var width = (_isDown ? AcrossStart + acrossEnd : end) + Margin;
            var height = (_isDown ? end : AcrossStart + acrossEnd) + Margin;
            var nodes = graph.Layers.SelectMany(layer => layer).Where(item => item.IsNode).OrderBy(item => item.Node).Select(Place);
            return new DiagramLayout(
                diagram,
                new Size(Math.Ceiling(Math.Max(width, title.Width + (2 * Margin))), Math.Ceiling(height)),
                title,
                [.. nodes],
                [.. diagram.Edges.Select((edge, index) => Place(edge, index))],
                [.. diagram.Lanes.Select((lane, index) => Place(lane, lanes[index + 1], end))]);
        }

        private Point At(double alongFlow, double across) => _isDown
            ? new Point(Round(AcrossStart + across), Round(Start + alongFlow))
            : new Point(Round(Start + alongFlow), Round(AcrossStart + across));

        private static double Round(double value) => Math.Round(value, 1);

        /// <summary>Nodes stand in the middle of their layer if the flow is to the right, at its start if it is down.</summary>
        private double NodeStart(Item item) =>
            along.LayerStarts[item.Layer] + (_isDown ? 0 : (along.LayerLengths[item.Layer] - item.Length) / 2);

        private PlacedNode Place(Item item)
        {
            var first = At(NodeStart(item), item.Across - item.Before);
            var last = At(NodeStart(item) + item.Length, item.Across + item.After);
            return text.Place(diagram.Nodes[item.Node], new Rectangle(first.X, first.Y, Round(last.X - first.X), Round(last.Y - first.Y)));
        }

        private PlacedEdge Place(DiagramEdge edge, int index)
        {
            var path = new List<Point>();
            foreach (var link in graph.Ways[index])
            {
                var start = Border(link.Start, link.StartsBefore);
                var end = Border(link.End, link.EndsBefore);
                var turn = link.IsStraight ? end : along.Track(link);
                path.Add(At(start, link.StartAcross));
                path.Add(At(turn, link.StartAcross));
                if (!link.IsStraight || !link.End.IsNode) path.Add(At(turn, link.EndAcross));
                if (!link.IsStraight) path.Add(At(end, link.EndAcross));
            }

            var label = graph.Ways[index].Select(link => link.End).FirstOrDefault(item => item.HasLabel);
            if (label is null) return new PlacedEdge(edge, EdgePath.Corners(path), null, []);
            var bounds = LabelBox.Bounds(labelSizes[index], _isDown, 0, 0);
            var place = At(along.LayerStarts[label.Layer], label.Across);
            var placed = bounds with { X = place.X + bounds.X, Y = place.Y + bounds.Y };
            return new PlacedEdge(edge, EdgePath.Corners(path), placed, text.Place(edge, placed));
        }

        /// <summary>Where an edge meets an item: a node's border, or the border of the layer that it passes through.</summary>
        private double Border(Item item, bool isBeforeGap) => (item.IsNode, isBeforeGap) switch
        {
            (true, true) => NodeStart(item) + item.Length,
            (true, false) => NodeStart(item),
            (false, true) => along.LayerStarts[item.Layer] + along.LayerLengths[item.Layer],
            (false, false) => along.LayerStarts[item.Layer],
        };

        private PlacedLane Place(DiagramLane lane, (double Start, double End) range, double end)
        {
            var bounds = _isDown
                ? new Rectangle(Round(AcrossStart + range.Start), Top, Round(range.End - range.Start), Round(end - Top))
                : new Rectangle(Margin, Round(AcrossStart + range.Start), Round(end - Margin), Round(range.End - range.Start));
            return text.Place(lane, bounds, diagram.Flow);
        }
    }
}
