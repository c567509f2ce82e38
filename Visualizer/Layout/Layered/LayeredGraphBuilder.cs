using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout.Layered;

/// <summary>Makes the layers of a diagram: its nodes, its labels between them, and the ways of its edges.</summary>
internal sealed class LayeredGraphBuilder
{
    private const double PortDistance = 8;

    private readonly Diagram _diagram;
    private readonly Size[] _nodeSizes;
    private readonly Size[] _labelSizes;
    private readonly bool _isDown;
    private readonly (int From, int To)[] _edges;
    private readonly bool[] _isBack;
    private readonly int[] _layerOf;
    private readonly Item[] _nodes;
    private readonly List<Item>[] _layers;

    private LayeredGraphBuilder(Diagram diagram, Size[] nodeSizes, Size[] labelSizes)
    {
        _diagram = diagram;
        _nodeSizes = nodeSizes;
        _labelSizes = labelSizes;
        _isDown = diagram.Flow == FlowDirection.Down;
        var indexes = diagram.Nodes.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index);
        _edges = [.. diagram.Edges.Select(edge => (indexes[edge.From], indexes[edge.To]))];
        (var nodeLayers, _isBack) = Layering.Of(diagram.Nodes.Count, _edges);

        // Layers of nodes have even numbers and labels stand in the odd ones between; those without labels fall away.
        var used = nodeLayers.Select(layer => 2 * layer)
            .Concat(Enumerable.Range(0, _edges.Length).Where(HasLabelLayer).Select(edge => LabelLayer(edge, nodeLayers)))
            .Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _layers = [.. used.Select(_ => new List<Item>())];
        _layerOf = [.. nodeLayers.Select(layer => used[2 * layer])];
        LabelLayers = [.. Enumerable.Range(0, _edges.Length).Select(edge => HasLabelLayer(edge) ? used[LabelLayer(edge, nodeLayers)] : -1)];
        _nodes = [.. Enumerable.Range(0, diagram.Nodes.Count).Select(NodeItem)];
    }

    private int[] LabelLayers { get; }

    public static LayeredGraph Build(Diagram diagram, Size[] nodeSizes, Size[] labelSizes)
    {
        var builder = new LayeredGraphBuilder(diagram, nodeSizes, labelSizes);
        var ways = Enumerable.Range(0, builder._edges.Length).Select(builder.Way).ToArray();
        return new LayeredGraph(builder._layers, ways, diagram.Lanes.Count + 1);
    }

    private bool HasLabelLayer(int edge) => !_isBack[edge] && _diagram.Edges[edge].Label.Count > 0;

    /// <summary>A label stands near the end where it matters: a call's near the caller, and so is that of an answer.</summary>
    private int LabelLayer(int edge, int[] nodeLayers) => _diagram.Edges[edge].Kind == EdgeKind.Answer
        ? (2 * nodeLayers[_edges[edge].To]) - 1
        : (2 * nodeLayers[_edges[edge].From]) + 1;

    private int Lane(int node)
    {
        for (var lane = 0; lane < _diagram.Lanes.Count; lane++)
        {
            if (_diagram.Lanes[lane].Id == _diagram.Nodes[node].Lane) return lane + 1;
        }

        return 0;
    }

    private Item NodeItem(int node)
    {
        var ports = Math.Max(_edges.Count(edge => edge.From == node), _edges.Count(edge => edge.To == node));
        var (across, along) = _isDown ? (_nodeSizes[node].Width, _nodeSizes[node].Height) : (_nodeSizes[node].Height, _nodeSizes[node].Width);
        var half = Math.Max(across, (ports + 2) * PortDistance) / 2;
        return Add(new Item
        {
            Node = node, Edge = -1, Layer = _layerOf[node], Lane = Lane(node), Before = half, After = half, Length = along, HasLabel = false, BackSpan = 0,
        });
    }

    private Item Add(Item item)
    {
        item.Position = _layers[item.Layer].Count;
        _layers[item.Layer].Add(item);
        return item;
    }

    private List<Link> Way(int edge)
    {
        var (source, target) = (_nodes[_edges[edge].From], _nodes[_edges[edge].To]);
        var links = new List<Link>();
        if (_isBack[edge])
        {
            // Against the flow: out as any edge, then around and back, and in as any edge.
            var lane = target.Lane;
            var span = source.Layer - target.Layer + 1;
            var passing = Pass(edge, source.Layer, lane, _diagram.Edges[edge].Label.Count > 0, span, source == target ? source : null);
            links.Add(new Link(edge, source.Layer + 1, source, true, passing, true));
            for (var layer = source.Layer - 1; layer >= target.Layer; layer--)
            {
                var next = Pass(edge, layer, lane, false, span);
                links.Add(new Link(edge, layer + 1, passing, false, next, true));
                passing = next;
            }

            links.Add(new Link(edge, target.Layer, passing, false, target, false));
        }
        else
        {
            var labelLane = _diagram.Edges[edge].Kind == EdgeKind.Answer ? target.Lane : source.Lane;
            var last = source;
            for (var layer = source.Layer + 1; layer < target.Layer; layer++)
            {
                var next = Pass(edge, layer, labelLane, LabelLayers[edge] == layer, 0);
                links.Add(new Link(edge, layer, last, true, next, false));
                last = next;
            }

            links.Add(new Link(edge, target.Layer, last, true, target, false));
        }

        return links;
    }

    private Item Pass(int edge, int layer, int lane, bool hasLabel, int backSpan, Item? beside = null)
    {
        var (before, after, length) = hasLabel ? LabelBox.Extents(_labelSizes[edge], _isDown) : (LabelBox.Clearance, LabelBox.Clearance, 0);
        return Add(new Item
        {
            Node = -1, Edge = edge, Layer = layer, Lane = lane, Before = before, After = after, Length = length, HasLabel = hasLabel, BackSpan = backSpan, Beside = beside,
        });
    }
}

/// <summary>Where a label stands beside its edge: on the right of one that goes down, above one that goes to the right.</summary>
internal static class LabelBox
{
    public const double Clearance = 2;

    private const double Distance = 5;

    public static (double Before, double After, double Length) Extents(Size label, bool isDown) => isDown
        ? (Clearance, Distance + label.Width + Clearance, label.Height)
        : (Distance + label.Height, Clearance, label.Width + (2 * Distance));

    public static Rectangle Bounds(Size label, bool isDown, double along, double across) => isDown
        ? new Rectangle(across + Distance, along, label.Width, label.Height)
        : new Rectangle(along + Distance, across - Distance - label.Height + 2, label.Width, label.Height);
}
