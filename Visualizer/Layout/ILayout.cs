using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Layout;

/// <summary>Gives everything in a diagram its place.</summary>
public interface ILayout
{
    /// <summary>The places of a diagram's nodes, edges, labels and lanes.</summary>
    /// <remarks>
    /// Nodes do not overlap, an edge only touches the nodes that it connects, a label covers neither a node nor another label,
    /// and all lie within the size. The same diagram and measures give the same layout.
    /// </remarks>
    DiagramLayout Arrange(Diagram diagram, ITextMeasures measures);
}
