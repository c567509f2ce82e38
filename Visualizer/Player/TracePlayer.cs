using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Html;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Player;

/// <summary>Writes a run as a page that plays it: forwards, backwards and to any moment, with code, drawings and states side by side.</summary>
/// <param name="layout">Arranges the drawings of the dataflow and of methods.</param>
public sealed partial class TracePlayer(ILayout layout, ITextMeasures measures)
{
    private readonly SvgRenderer _graphs = new(layout, measures);
    private readonly SvgRenderer _sequences = new(new SequenceLayout(), measures);

    /// <summary>The page of a run.</summary>
    /// <param name="program">The program that ran.</param>
    /// <param name="trace">The whole run.</param>
    /// <param name="part">The steps to show, such as those of one call; all of them if null.</param>
    /// <param name="limit">How many steps are shown at most.</param>
    /// <param name="before">The states before the run, if it did not begin with none.</param>
    public string Render(Program program, Trace trace, Trace? part = null, int limit = 200, Sequence<EntityTable> before = default)
    {
        var steps = (part ?? trace).Steps;
        var shown = steps.Take(limit).ToSequence();
        var recording = Recorder.Record(program, trace, shown.Select(step => step.Time).ToHashSet(), steps.Count - shown.Count, before);
        var file = program.Main.Span.File is not "" and var script ? script : program.Sources.Select(source => source.File).FirstOrDefault("");
        var title = file == "" ? "A run" : $"A run of {Path.GetFileName(file)}";
        return HtmlPage.Write(title, Body(program, recording, part ?? trace, limit, title), ["page.css", "player.css"], ["viewport.js", "player.js"]);
    }

    private string Body(Program program, Recording recording, Trace trace, int limit, string title)
    {
        var drawings = new StringBuilder();
        foreach (var method in recording.Methods)
            drawings.Append(_graphs.RenderPart(MethodDiagram.Of(program, method.Name), $"hidden=\"\" data-method=\"{Xml.Escape(method.Name)}\""));
        var values = new Dictionary<string, string>
        {
            ["title"] = Xml.Escape(title),
            ["styles"] = _graphs.StyleSheet,
            ["methods"] = Viewport.Of(drawings.ToString(), "The method that runs"),
            ["run"] = Viewport.Of(_sequences.RenderPart(TraceDiagram.Of(trace, limit)), "The whole run"),
            ["dataflow"] = Viewport.Of(_graphs.RenderPart(DataflowDiagram.Of(program)), "The dataflow"),
            ["recording"] = JsonSerializer.Serialize(recording, RecordingJsonContext.Default.Recording),
        };
        return Placeholder().Replace(EmbeddedText.Read("player.html"), place => values[place.Groups["name"].Value]);
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Placeholder();
}
