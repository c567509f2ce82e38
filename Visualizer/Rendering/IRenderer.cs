using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes a diagram in some notation.</summary>
public interface IRenderer
{
    /// <summary>The diagram as text of that notation.</summary>
    string Render(Diagram diagram);
}
