using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Player;

namespace StateFlow.Notebooks.Forms;

/// <summary>A run to be stepped through, within a page.</summary>
internal static class PlayerForm
{
    private const int Height = 720;

    /// <param name="before">The states before the run.</param>
    public static MimeBundle Of(Program program, Trace trace, Sequence<EntityTable> before, ILayout layout)
    {
        var page = new TracePlayer(layout, new CommonFontMeasures()).Render(program, trace, before: before);
        var text = Drawing.Text(trace);

        // The frame keeps the player's style and keys apart from the notebook's. Where frames are not shown the text is.
        return MimeBundle.OfText(text).With(
            MimeBundle.Html,
            $"<iframe class=\"stateflow-player\" title=\"A run to step through\" sandbox=\"allow-scripts\" style=\"width: 100%; height: {Height}px; border: 1px solid rgba(128, 128, 128, 0.5)\" srcdoc=\"{Preformatted.Escape(page)}\"></iframe>\n"
            + $"<details><summary>The run as text</summary>{Preformatted.Html(text)}</details>\n");
    }
}
