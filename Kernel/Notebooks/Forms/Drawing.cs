using System.Text;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>Diagrams as part of a page, and as text.</summary>
internal static class Drawing
{
    /// <summary>A drawing in its own form, as an image of a page, and as text.</summary>
    /// <remarks>Many hosts take shapes out of pages and leave images; where they take these too, the text remains.</remarks>
    public static MimeBundle Bundle(Diagram diagram, ILayout layout)
    {
        var (svg, text) = (new SvgRenderer(layout, new CommonFontMeasures()).Render(diagram), Text(diagram));
        var image = Convert.ToBase64String(Encoding.UTF8.GetBytes(svg));
        return MimeBundle.OfText(text).With(MimeBundle.Svg, svg).With(
            MimeBundle.Html,
            $"<img class=\"stateflow-drawing\" alt=\"{Xml.Escape(diagram.Title)}\" style=\"max-width: 100%\" src=\"data:{MimeBundle.Svg};base64,{image}\"/>\n"
            + $"<details><summary>The drawing as text</summary><pre>{Xml.Escape(text)}</pre></details>\n");
    }

    public static string Html(Diagram diagram) => Html(diagram, new LayeredLayout());

    public static string Html(Trace trace) => Html(TraceDiagram.Of(trace), new SequenceLayout());

    public static string Text(Diagram diagram) => new TextRenderer().Render(diagram);

    public static string Text(Trace trace) => Text(TraceDiagram.Of(trace));

    private static string Html(Diagram diagram, ILayout layout) =>
        $"<div class=\"stateflow-drawing\" style=\"overflow-x: auto\">{new SvgRenderer(layout, new CommonFontMeasures()).Render(diagram)}</div>";
}
