using StateFlow.Visualizer.Rendering;

namespace StateFlow.Notebooks.Forms;

/// <summary>Text whose line breaks count.</summary>
internal static class Preformatted
{
    public static string Html(string text) => $"<pre>{Escape(text)}</pre>";

    /// <summary>The text as content of an element or attribute, with its line breaks.</summary>
    public static string Escape(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Xml.Escape));
}
