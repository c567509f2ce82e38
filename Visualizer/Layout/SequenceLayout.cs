using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>Columns for lanes and a row for each node in their order, as sequence diagrams have them.</summary>
/// <remarks>
/// An edge leaves at the side of its node, goes down on a track of its own between two lanes, and enters its target in the
/// target's row, where no other node stands. Its label stands beside the target, above the arrow: between two lanes there is
/// room for the labels of either lane, with the tracks in the middle. A node has at most one edge that enters it, and each
/// leads downwards.
/// </remarks>
public sealed class SequenceLayout : ILayout
{
    private const double Margin = 16;
    private const double LanePadding = 12;
    private const double TrackDistance = 8;
    private const double LabelMargin = 10;
    private const double RowDistance = 14;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A node has no lane or several edges that enter it, or an edge leads upwards.</exception>
    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        var text = new NodeText(measures);
        var columns = diagram.Lanes.Select((lane, index) => (lane.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index);
        var rows = diagram.Nodes.Select((node, index) => (node.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index);
        var lanesOfNodes = diagram.Nodes.Select(node => columns[node.Lane ?? throw new ArgumentException($"the node {node.Id} has no lane", nameof(diagram))]).ToArray();
        var messages = diagram.Edges.Select(edge => Message.Of(edge, rows, lanesOfNodes, text)).ToArray();
        if (messages.Any(message => message.FromRow >= message.ToRow)) throw new ArgumentException("an edge leads upwards", nameof(diagram));
        if (messages.DistinctBy(message => message.ToRow).Count() < messages.Length) throw new ArgumentException("several edges enter a node", nameof(diagram));

        var tracks = AssignTracks(messages, diagram.Lanes.Count);
        var sizes = diagram.Nodes.Select(text.Measure).ToArray();
        var laneWidths = diagram.Lanes.Select((lane, index) => LaneWidth(lane, index, measures, lanesOfNodes, sizes)).ToArray();
        var gaps = Enumerable.Range(0, diagram.Lanes.Count + 1).Select(gap => Gap.Of(gap, diagram.Lanes.Count, messages, tracks)).ToArray();
        var laneStarts = new double[diagram.Lanes.Count];
        var x = Margin + gaps[0].Width;
        for (var lane = 0; lane < laneStarts.Length; lane++)
        {
            laneStarts[lane] = x;
            x += laneWidths[lane] + gaps[lane + 1].Width;
        }

        var heading = text.Place(diagram.Title, TextStyle.Heading, Margin, Margin + measures.FontSize(TextStyle.Heading));
        var laneTop = heading.Position.Y + Margin;
        var y = laneTop + (measures.FontSize(TextStyle.Title) * 2);
        var bounds = new Rectangle[sizes.Length];
        for (var row = 0; row < bounds.Length; row++)
        {
            var lane = lanesOfNodes[row];
            bounds[row] = new Rectangle(laneStarts[lane] + ((laneWidths[lane] - sizes[row].Width) / 2), y, sizes[row].Width, sizes[row].Height);
            y += sizes[row].Height + RowDistance;
        }

        var size = new Size(Math.Max(x, heading.Position.X + heading.Width) + Margin, y + Margin);
        var lanes = diagram.Lanes.Select((lane, index) => new PlacedLane(
            lane,
            new Rectangle(laneStarts[index], laneTop, laneWidths[index], y - laneTop),
            text.Place(lane.Title, TextStyle.Title, laneStarts[index] + LanePadding, laneTop + (measures.FontSize(TextStyle.Title) * 1.4))));
        var edges = messages.Select((message, index) => Place(message, tracks[index], bounds, laneStarts, laneWidths, gaps, text));
        return new DiagramLayout(
            diagram,
            size,
            heading,
            [.. diagram.Nodes.Select((node, row) => text.Place(node, bounds[row]))],
            [.. edges],
            [.. lanes]);
    }

    /// <summary>The gap in which a message goes down: beside its target, on the side that it comes from.</summary>
    private static int GapOf(Message message) => message.FromLane < message.ToLane ? message.ToLane : message.ToLane + 1;

    /// <summary>For each message the first track of its gap that is free from its source's row to its target's.</summary>
    private static int[] AssignTracks(Message[] messages, int laneCount)
    {
        var freeFrom = Enumerable.Range(0, laneCount + 1).Select(_ => new List<int>()).ToArray();
        var tracks = new int[messages.Length];
        foreach (var (message, index) in messages.Select((message, index) => (message, index)).OrderBy(entry => entry.message.FromRow))
        {
            var gap = freeFrom[GapOf(message)];
            var track = gap.FindIndex(row => row < message.FromRow);
            if (track < 0)
            {
                track = gap.Count;
                gap.Add(0);
            }

            gap[track] = message.ToRow;
            tracks[index] = track;
        }

        return tracks;
    }

    private static double LaneWidth(DiagramLane lane, int index, ITextMeasures measures, int[] lanesOfNodes, Size[] sizes)
    {
        var widest = sizes.Where((_, row) => lanesOfNodes[row] == index).Select(size => size.Width).DefaultIfEmpty().Max();
        return Math.Max(widest, measures.Width(lane.Title, TextStyle.Title)) + (2 * LanePadding);
    }

    private static PlacedEdge Place(
        Message message, int track, Rectangle[] bounds, double[] laneStarts, double[] laneWidths, Gap[] gaps, NodeText text)
    {
        var (source, target) = (bounds[message.FromRow], bounds[message.ToRow]);
        var gap = gaps[GapOf(message)];
        var entersFromLeft = GapOf(message) == message.ToLane;
        var start = GapOf(message) == 0 ? Margin : laneStarts[GapOf(message) - 1] + laneWidths[GapOf(message) - 1];
        var down = start + gap.LeftLabels + LabelMargin + (track * TrackDistance);
        var leave = new Point(down > source.X ? source.Right : source.X, source.Bottom - 5);
        var enter = new Point(entersFromLeft ? target.X : target.Right, target.Y + message.Label.Height + 4);
        var labelX = entersFromLeft ? start + gap.Width - LabelMargin - message.Label.Width : start + LabelMargin;
        Rectangle? label = message.Label.Height == 0 ? null : new Rectangle(labelX, target.Y, message.Label.Width, message.Label.Height);
        return new PlacedEdge(
            message.Edge,
            [leave, new Point(down, leave.Y), new Point(down, enter.Y), enter],
            label,
            label is { } area ? text.Place(message.Edge, area) : []);
    }

    /// <summary>The room between two lanes.</summary>
    /// <param name="LeftLabels">The room for labels of edges that enter the lane on its left.</param>
    private sealed record Gap(double LeftLabels, double Width)
    {
        public static Gap Of(int gap, int laneCount, Message[] messages, int[] tracks)
        {
            var own = messages.Select((message, index) => (message, index)).Where(entry => GapOf(entry.message) == gap).ToList();
            if (own.Count == 0) return new Gap(0, gap == 0 || gap == laneCount ? 0 : 2 * LabelMargin);
            var left = Labels(message => message.ToLane < gap);
            var right = Labels(message => message.ToLane == gap);
            var trackCount = own.Max(entry => tracks[entry.index]) + 1;
            return new Gap(left, left + (2 * LabelMargin) + ((trackCount - 1) * TrackDistance) + right);

            double Labels(Func<Message, bool> isOnSide)
            {
                var side = own.Where(entry => isOnSide(entry.message)).ToList();
                return side.Count == 0 ? 0 : side.Max(entry => entry.message.Label.Width) + (2 * LabelMargin);
            }
        }
    }

    /// <summary>An edge between rows and lanes.</summary>
    private sealed record Message(DiagramEdge Edge, int FromRow, int ToRow, int FromLane, int ToLane, Size Label)
    {
        public static Message Of(DiagramEdge edge, Dictionary<string, int> rows, int[] lanes, NodeText text) =>
            new(edge, rows[edge.From], rows[edge.To], lanes[rows[edge.From]], lanes[rows[edge.To]], text.Measure(edge));
    }
}
