using System.Globalization;
using System.Text;

namespace StateFlow.Visualizer.Layout;

/// <summary>What a text is for, which decides about its font.</summary>
public enum TextStyle
{
    /// <summary>The title of the diagram.</summary>
    Heading,

    /// <summary>The title of a node or lane.</summary>
    Title,

    /// <summary>A remark beside a title.</summary>
    Note,

    /// <summary>Text of a program.</summary>
    Code,

    /// <summary>The label of an edge.</summary>
    Label,
}

/// <summary>The sizes that texts will have where the drawing is shown.</summary>
public interface ITextMeasures
{
    /// <summary>The font size of a style.</summary>
    double FontSize(TextStyle style);

    /// <summary>The width of a line of text.</summary>
    double Width(string text, TextStyle style);
}

/// <summary>Sizes that are enough for the common fonts, since the font in use is not known before the drawing is shown.</summary>
public sealed class CommonFontMeasures : ITextMeasures
{
    private const double WideAdvance = 1.3;

    /// <inheritdoc />
    public double FontSize(TextStyle style) => style switch
    {
        TextStyle.Heading => 15,
        TextStyle.Title => 13,
        TextStyle.Code => 12,
        _ => 11,
    };

    /// <inheritdoc />
    public double Width(string text, TextStyle style)
    {
        var narrow = style is TextStyle.Heading or TextStyle.Title ? 0.68 : 0.61;
        var advance = text.EnumerateRunes().Sum(rune => IsNarrow(rune) ? narrow : WideAdvance);
        return Math.Ceiling(advance * FontSize(style));
    }

    private static bool IsNarrow(Rune rune) =>
        rune.Value < 0x1100 || (rune.Value is >= 0x2010 and < 0x2200 && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.OtherSymbol);
}
