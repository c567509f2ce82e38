using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Directives;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>What directives do.</summary>
internal static class HelpForm
{
    public static MimeBundle Of(Directive directive)
    {
        var text = $"{directive.Usage}: {directive.Summary}{(directive.Details == "" ? "" : $"\n{directive.Details}")}\n";
        return MimeBundle.OfText(text).With(
            MimeBundle.Html,
            $"<div class=\"stateflow-output\"><code>{Xml.Escape(directive.Usage)}</code>: {Xml.Escape(directive.Summary)}{(directive.Details == "" ? "" : Preformatted.Html(directive.Details))}</div>\n");
    }

    public static MimeBundle Of(ImmutableArray<Directive> directives, ImmutableArray<ICellLanguage> languages)
    {
        (string Usage, string Meaning)[] lines =
        [
            .. directives.Select(directive => (directive.Usage, directive.Summary)),
            .. languages.Select(language => ($"{DirectiveLine.Mark}{language.Name}", $"what follows is {language.DisplayName}")),
        ];
        var width = lines.Max(line => line.Usage.Length);
        var rows = string.Concat(lines.Select(line => $"<tr><th scope=\"row\"><code>{Xml.Escape(line.Usage)}</code></th><td>{Xml.Escape(line.Meaning)}</td></tr>\n"));
        return MimeBundle.OfText(string.Concat(lines.Select(line => $"{line.Usage.PadRight(width)}  {line.Meaning}\n")))
            .With(MimeBundle.Html, $"{PageStyle.Element}<div class=\"stateflow-output\"><table><tbody>\n{rows}</tbody></table></div>\n");
    }
}
