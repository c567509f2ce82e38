using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Layers and ways of edges by Microsoft Automatic Graph Layout, with lanes across the flow.</summary>
/// <remarks>
/// The library orders the boxes of nodes and labels in layers, its solver pulls them into their lanes, and its router leads
/// edges around them. Since a label is a box of its own, with a strip for its edge, nothing can cross it.
/// </remarks>
public sealed class MsaglLayout : ILayout
{
    private const double DistanceAcross = 24;

    /// <inheritdoc />
    public DiagramLayout Arrange(Diagram diagram, ITextMeasures measures)
    {
        var text = new NodeText(measures);
        var isDown = diagram.Flow == FlowDirection.Down;
        var labelSizes = diagram.Edges.Select(edge => FlowSize.Of(text.Measure(edge), diagram.Flow)).ToArray();
        var graph = BoxGraph.Of(diagram, [.. diagram.Nodes.Select(node => FlowSize.Of(text.Measure(node), diagram.Flow))], labelSizes);
        Layering.Run(graph, DistanceAcross);
        double[] titleRooms = [0, .. diagram.Lanes.Select(lane => isDown ? measures.Width(lane.Title, TextStyle.Title) : measures.FontSize(TextStyle.Title) * 1.5)];
        var lanes = Lanes.Run(graph, titleRooms, DistanceAcross);
        Ports.Run(graph);
        var layers = Layers.Run(graph, isDown ? 0 : 0.5);
        var paths = Detours.Run(graph, Router.Run(graph), layers);
        return new Drawing(diagram, text, measures, graph, lanes, layers.Select(layer => layer.End).LastOrDefault(), paths, labelSizes).Build();
    }
}
