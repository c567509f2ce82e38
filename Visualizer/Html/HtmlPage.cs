using System.Security.Cryptography;
using System.Text;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Html;

/// <summary>Writes pages that need nothing but themselves.</summary>
/// <remarks>
/// A page forbids, by its content security policy, whatever it does not bring: it loads nothing, and runs only the scripts
/// whose hashes the policy names, so that no text of a program could become one.
/// </remarks>
internal static class HtmlPage
{
    /// <summary>A page.</summary>
    /// <param name="body">Markup, in which every text is escaped.</param>
    /// <param name="sheets">The names of the style sheets.</param>
    /// <param name="scripts">The names of the scripts, which run in this order when the body is there.</param>
    public static string Write(string title, string body, ImmutableArray<string> sheets, ImmutableArray<string> scripts)
    {
        var texts = scripts.Select(EmbeddedText.Read).ToImmutableArray();
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src {Hashes(texts)}; base-uri 'none'; form-action 'none'\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        page.Append($"<title>{Xml.Escape(title)}</title>\n");
        foreach (var sheet in sheets) page.Append($"<style>\n{EmbeddedText.Read(sheet)}</style>\n");
        page.Append("</head>\n<body>\n").Append(body);
        foreach (var text in texts) page.Append($"<script>{text}</script>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Hashes(ImmutableArray<string> scripts) => scripts.IsEmpty
        ? "'none'"
        : string.Join(' ', scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
}
