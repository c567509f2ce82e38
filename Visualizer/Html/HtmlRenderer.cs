using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Html;

/// <summary>Writes a diagram as a page on which it can be moved and scaled, by pointer and by keyboard.</summary>
public sealed class HtmlRenderer(SvgRenderer svg) : IRenderer
{
    /// <inheritdoc />
    public string Render(Diagram diagram) => HtmlPage.Write(
        diagram.Title,
        $"<main class=\"drawing\">\n{Viewport.Of(svg.Render(diagram), diagram.Title)}</main>\n",
        ["page.css"],
        ["viewport.js"]);
}
