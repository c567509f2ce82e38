using StateFlow.Language.Traces;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>Diagrams as part of a page, and as text.</summary>
internal static class Drawing
{
    /// <summary>A drawing in its own form, and as text. Hosts that take scripts and drawings out of pages show it still.</summary>
    public static MimeBundle Bundle(Diagram diagram, ILayout layout) =>
        MimeBundle.OfText(Text(diagram)).With(MimeBundle.Svg, new SvgRenderer(layout, new CommonFontMeasures()).Render(diagram));

    public static string Html(Diagram diagram) => Html(diagram, new LayeredLayout());

    public static string Html(Trace trace) => Html(TraceDiagram.Of(trace), new SequenceLayout());

    public static string Text(Diagram diagram) => new TextRenderer().Render(diagram);

    public static string Text(Trace trace) => Text(TraceDiagram.Of(trace));

    private static string Html(Diagram diagram, ILayout layout) =>
        $"<div class=\"stateflow-drawing\" style=\"overflow-x: auto\">{new SvgRenderer(layout, new CommonFontMeasures()).Render(diagram)}</div>";
}
