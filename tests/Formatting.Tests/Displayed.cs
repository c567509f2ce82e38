using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;

namespace StateFlow.Formatting.Tests;

/// <summary>What a notebook is given to show.</summary>
internal static class Displayed
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The HTML as the content of one element; fails if it is not well-formed.</summary>
    public static XElement Html(object value) => XElement.Parse($"<div>{value.ToDisplayString(HtmlFormatter.MimeType)}</div>", LoadOptions.PreserveWhitespace);

    public static string Text(object value) => value.ToDisplayString(PlainTextFormatter.MimeType);

    /// <summary>What is to be read in the HTML.</summary>
    public static string Words(this XElement html) => string.Concat(html.DescendantNodes().OfType<XText>().Where(text => text.Parent!.Name.LocalName != "style").Select(text => text.Value));
}
