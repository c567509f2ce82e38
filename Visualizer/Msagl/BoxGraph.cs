using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Msagl;

/// <summary>A diagram as boxes and the links between them.</summary>
/// <param name="Boxes">One for each node, in their order, then those of labels.</param>
/// <param name="Ways">The links of each edge, from its source to its target; none for a loop.</param>
/// <param name="LabelBoxes">The box of each edge's label; null if it has none or is a loop.</param>
/// <param name="Loops">For each node the edges that lead from it to itself.</param>
internal sealed record BoxGraph(
    ImmutableArray<Box> Boxes,
    ImmutableArray<ImmutableArray<Link>> Ways,
    ImmutableArray<Box?> LabelBoxes,
    ImmutableArray<ImmutableArray<int>> Loops)
{
    /// <summary>How far loops stand out from their node.</summary>
    public const double LoopDepth = 14;

    public const double LabelDistance = 5;

    private const double Clearance = 2;
    private const double LoopLength = 20;
    private const double PortDistance = 8;

    /// <summary>All links of all edges.</summary>
    public IEnumerable<Link> Links => Ways.SelectMany(way => way);

    /// <param name="nodeSizes">Along and across the flow.</param>
    /// <param name="labelSizes">Along and across the flow.</param>
    public static BoxGraph Of(Diagram diagram, FlowSize[] nodeSizes, FlowSize[] labelSizes)
    {
        var isDown = diagram.Flow == FlowDirection.Down;
        var indexes = diagram.Nodes.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index);
        var lanes = diagram.Lanes.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index + 1);
        var ends = diagram.Edges.Select(edge => (From: indexes[edge.From], To: indexes[edge.To])).ToArray();
        var loops = ends.Index().Where(edge => edge.Item.From == edge.Item.To).ToLookup(edge => edge.Item.From, edge => edge.Index);
        var forth = ends.CountBy(edge => edge.From).ToDictionary();
        var back = ends.CountBy(edge => edge.To).ToDictionary();

        var boxes = ImmutableArray.CreateBuilder<Box>();
        foreach (var (index, node) in diagram.Nodes.Index())
        {
            var size = nodeSizes[index];
            var ports = forth.GetValueOrDefault(index) + back.GetValueOrDefault(index);
            var half = Math.Max(size.Across, (ports + 1) * PortDistance) / 2;
            boxes.Add(new Box
            {
                Lane = node.Lane is { } lane ? lanes.GetValueOrDefault(lane) : 0,
                Before = half,
                After = half + loops[index].Select(edge => LoopExtent(labelSizes[edge])).DefaultIfEmpty().Max(),
                Length = Math.Max(size.Along, loops[index].Sum(edge => LoopRoom(labelSizes[edge]))),
                PortRange = half - (PortDistance / 2),
                IsLabel = false,
            });
        }

        var nodes = boxes.ToArray();
        var labels = new Box?[ends.Length];
        var ways = new ImmutableArray<Link>[ends.Length];
        foreach (var (index, (from, to)) in ends.Index())
        {
            ways[index] = [];
            if (from == to) continue;
            if (diagram.Edges[index].Label.Count == 0)
            {
                ways[index] = [new Link(nodes[from], nodes[to])];
                continue;
            }

            var beside = LabelDistance + labelSizes[index].Across + Clearance;
            var label = new Box
            {
                Lane = (diagram.Edges[index].Kind == EdgeKind.Answer ? nodes[to] : nodes[from]).Lane,
                Before = isDown ? Clearance : beside,
                After = isDown ? beside : Clearance,
                Length = labelSizes[index].Along + (isDown ? 0 : 2 * LabelDistance),
                PortRange = 0,
                IsLabel = true,
            };
            boxes.Add(label);
            labels[index] = label;
            ways[index] = [new Link(nodes[from], label), new Link(label, nodes[to])];
        }

        return new BoxGraph(
            boxes.ToImmutable(),
            [.. ways],
            [.. labels],
            [.. diagram.Nodes.Select((_, index) => loops[index].ToImmutableArray())]);
    }

    /// <summary>The room that a loop takes at the side of its node, along the flow.</summary>
    public static double LoopRoom(FlowSize label) => Math.Max(LoopLength, label.Along + 4);

    private static double LoopExtent(FlowSize label) => LoopDepth + (label.Across > 0 ? LabelDistance + label.Across : 0) + Clearance;
}

/// <summary>A size along the flow and across it.</summary>
internal readonly record struct FlowSize(double Along, double Across)
{
    /// <summary>Rounded up, so that the places of everything are round.</summary>
    public static FlowSize Of(Size size, FlowDirection flow)
    {
        var (width, height) = (Math.Ceiling(size.Width), Math.Ceiling(size.Height));
        return flow == FlowDirection.Down ? new FlowSize(height, width) : new FlowSize(width, height);
    }
}
