using System.Globalization;
using System.Text;
using StateFlow.Interpreter.Exploration;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>What an exploration has found. Neither form says how long it took: a notebook that is run again stays the same.</summary>
internal static class ExplorationForm
{
    /// <summary>With more calls than this a run has a line for each event, and no column for each call.</summary>
    private const int MostColumns = 3;

    /// <param name="sources">Where the places of the findings are.</param>
    public static MimeBundle Of(ExplorationResult result, ExplorationOptions options, IReadOnlyCollection<SourceText> sources)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ExplorationReport.Write(result, options, text, withTime: false);
        return MimeBundle.OfText(text.ToString()).With(MimeBundle.Html, Html(result, options, sources));
    }

    private static string Html(ExplorationResult result, ExplorationOptions options, IReadOnlyCollection<SourceText> sources)
    {
        var html = new StringBuilder($"{PageStyle.Element}<div class=\"stateflow-output\">\n");
        foreach (var (index, finding) in result.Findings.Index())
            html.Append(index == 0 ? $"<section>\n<p>{Title(finding)}</p>\n{Body(finding, sources)}</section>\n" : $"<details><summary>{Title(finding)}</summary>\n{Body(finding, sources)}</details>\n");

        var count = result.Findings.Count == 0 ? "<strong class=\"good\">nothing found</strong>" : Xml.Escape(ExplorationReport.Count(result));
        var validity = string.Join(' ', ExplorationReport.Validity(result.Statistics, options));
        return html.Append($"<p>{count} {Xml.Escape(validity)}</p>\n")
            .Append($"<details><summary>How much was looked at</summary>{Xml.Escape(ExplorationReport.Extent(result.Statistics, withTime: false))}</details>\n</div>\n")
            .ToString();
    }

    private static string Title(Finding finding) => $"<strong class=\"error\">{ExplorationReport.Name(finding.Kind)}</strong> {Xml.Escape(finding.Message)}";

    private static string Body(Finding finding, IReadOnlyCollection<SourceText> sources) =>
        $"<pre>{Xml.Escape(Place(finding.Span, sources))}</pre>\n"
        + $"<ul>\n{string.Concat(finding.Details.Select(detail => $"<li>{Xml.Escape(detail)}</li>\n"))}</ul>\n"
        + (finding.Run.Calls.Count is > 0 and <= MostColumns ? Columns(finding.Run) : Lines(finding.Run));

    private static string Place(SourceSpan span, IReadOnlyCollection<SourceText> sources)
    {
        var line = sources.FirstOrDefault(source => source.File == span.File)?.Text.Split('\n').ElementAtOrDefault(span.Start.Line - 1)?.Trim();
        return line is null ? $"{span}" : $"{span}: {line}";
    }

    /// <summary>A column for each call: what stands in a column between two entries of another came between them.</summary>
    private static string Columns(Interleaving run)
    {
        var calls = run.Calls.Select((call, index) => $"call {index + 1}: {call.Text}").ToList();
        return Table(run, ["script", .. calls], entry =>
        {
            var cells = Enumerable.Repeat("<td></td>", calls.Count + 1).ToArray();
            cells[entry.Call + 1 ?? 0] = Cell(entry.Text);
            return string.Concat(cells);
        });
    }

    private static string Lines(Interleaving run) =>
        (run.Calls.Count == 0 ? "" : $"<ul>\n{string.Concat(run.Calls.Select((call, index) => $"<li>call {index + 1}: {Xml.Escape(call.Text)}</li>\n"))}</ul>\n")
        + Table(run, ["whose", "what"], entry => Cell(entry.Call is { } call ? $"call {call + 1}" : "script") + Cell(entry.Text));

    private static string Table(Interleaving run, ImmutableArray<string> columns, Func<InterleavingEntry, string> cells)
    {
        var headings = string.Concat(columns.Prepend("event").Append("effect").Select(column => $"<th scope=\"col\">{Xml.Escape(column)}</th>"));
        var rows = InterleavingText.Entries(run).Select(entry => entry.Kind switch
        {
            InterleavingEntryKind.Fault => $"<tr class=\"fault\"><td></td><td colspan=\"{columns.Length + 1}\"><strong class=\"warning\">fault</strong> {Xml.Escape(entry.Text)}</td></tr>\n",
            InterleavingEntryKind.Handled => $"<tr>{Number(entry)}{cells(entry)}{Cell(Effect(entry))}</tr>\n",
            _ => $"<tr>{Number(entry)}<td colspan=\"{columns.Length + 1}\">{Xml.Escape(entry.Text)}</td></tr>\n",
        });
        return $"<table class=\"interleaving\">\n<caption>A run that shows it</caption>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{string.Concat(rows)}</tbody>\n</table>\n";
    }

    private static string Number(InterleavingEntry entry) => $"<th scope=\"row\">{entry.Number}</th>";

    private static string Cell(string text) => $"<td>{Xml.Escape(text)}</td>";

    private static string Effect(InterleavingEntry entry) =>
        entry.Effects == "" || entry.Entity == Program.ScriptName ? entry.Effects : $"{entry.Entity}: {entry.Effects}";
}
