using System.Text;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>The states of entities, a table for each type.</summary>
internal static class TablesForm
{
    private const int MostRows = 200;
    private const int LongestValue = 200;
    private const string Nothing = "no entities";

    public static string Html(IEnumerable<EntityTable> tables) =>
        $"{PageStyle.Element}<div class=\"stateflow-output\">{string.Concat(tables.Select(Html).DefaultIfEmpty(Nothing))}</div>\n";

    public static string Text(IEnumerable<EntityTable> tables) => string.Join('\n', tables.Select(Text).DefaultIfEmpty($"{Nothing}\n"));

    private static string Html(EntityTable table)
    {
        var html = new StringBuilder($"<table>\n<caption>{Xml.Escape(Caption(table))}</caption>\n<thead><tr>");
        foreach (var field in table.Fields) html.Append($"<th scope=\"col\">{Xml.Escape(field)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows.Take(MostRows))
        {
            html.Append($"<tr data-entity=\"{Xml.Escape(row.Entity)}\"><th scope=\"row\">{Xml.Escape(Shown(row.Values[0]))}</th>");
            foreach (var value in row.Values.Skip(1)) html.Append($"<td>{Xml.Escape(Shown(value))}</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>\n").ToString();
    }

    private static string Text(EntityTable table)
    {
        Sequence<Sequence<string>> lines = [table.Fields, .. table.Rows.Take(MostRows).Select(row => row.Values.Select(Shown).ToSequence())];
        var widths = table.Fields.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder($"{Caption(table)}\n");
        foreach (var line in lines)
            text.Append($"  {string.Join("  ", line.Select((value, column) => value.PadRight(widths[column]))).TrimEnd()}\n");
        return text.ToString();
    }

    private static string Caption(EntityTable table) => table.Rows.Count switch
    {
        1 => $"{table.Entity}, 1 entity",
        <= MostRows and var count => $"{table.Entity}, {count} entities",
        var count => $"{table.Entity}, the first {MostRows} of {count} entities",
    };

    private static string Shown(string value) =>
        Ellipsis.Shorten(string.Concat(value.Take(LongestValue + 1).Select(character => char.IsControl(character) ? ' ' : character)), LongestValue);
}
