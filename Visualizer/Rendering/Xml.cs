using System.Text;
using System.Xml;

namespace StateFlow.Visualizer.Rendering;

/// <summary>Writes text into XML.</summary>
internal static class Xml
{
    /// <summary>The text as content of an element or attribute.</summary>
    /// <remarks>Characters that no XML document may contain, even escaped, become the replacement character.</remarks>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
            {
                escaped.Append(character).Append(text[++i]);
                continue;
            }

            escaped.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                _ when XmlConvert.IsXmlChar(character) => character.ToString(),
                _ => "\uFFFD",
            });
        }

        return escaped.ToString();
    }
}
