namespace StateFlow.Language.IR;

/// <summary>How a value is written into a text.</summary>
public enum HoleStyle
{
    /// <summary>As <c>{e}</c>: a string raw at the top, quoted inside a structure.</summary>
    Shown,

    /// <summary>As <c>%A</c>: strings always quoted.</summary>
    Structural,

    /// <summary><c>%d</c>, <c>%i</c>: an int.</summary>
    Int,

    /// <summary><c>%f</c>, <c>%.2f</c>: a float with a fixed number of decimals, 6 if none is given.</summary>
    Fixed,

    /// <summary><c>%s</c>: a string, raw.</summary>
    Text,

    /// <summary><c>%b</c>: <c>true</c> or <c>false</c>.</summary>
    Bool,
}

/// <summary>How a value is written into a text, with padding as in F#'s <c>%5d</c>, <c>%-8s</c>, <c>%05d</c>, <c>%+d</c>.</summary>
/// <param name="Width">The least number of characters; 0 for no padding.</param>
/// <param name="Precision">Decimals of <see cref="HoleStyle.Fixed"/>; null for the default.</param>
/// <param name="AlignLeft">Pad on the right.</param>
/// <param name="PadWithZeros">Pad numbers with zeros after the sign.</param>
/// <param name="ShowPlus">Write <c>+</c> before numbers that are not negative.</param>
public sealed record HoleFormat(
    HoleStyle Style,
    int Width = 0,
    int? Precision = null,
    bool AlignLeft = false,
    bool PadWithZeros = false,
    bool ShowPlus = false);
