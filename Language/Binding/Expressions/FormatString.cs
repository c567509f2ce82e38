using System.Globalization;
using System.Text;
using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>A <c>printf</c> format taken apart.</summary>
/// <param name="Parts">Texts and holes in order.</param>
/// <param name="Unknown">The specifiers that the language does not know.</param>
internal sealed record FormatString(ImmutableArray<FormatPart> Parts, ImmutableArray<string> Unknown)
{
    public static FormatString Parse(string format)
    {
        var parts = ImmutableArray.CreateBuilder<FormatPart>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        var text = new StringBuilder();
        for (var i = 0; i < format.Length;)
        {
            if (format[i] != '%')
            {
                text.Append(format[i++]);
            }
            else if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text.Append('%');
                i += 2;
            }
            else
            {
                var end = SpecifierEnd(format, i);
                if (text.Length > 0) parts.Add(new FormatText(text.ToString()));
                text.Clear();
                if (ParseSpecifier(format[i..end]) is { } hole) parts.Add(hole);
                else unknown.Add(format[i..end]);
                i = end;
            }
        }

        if (text.Length > 0) parts.Add(new FormatText(text.ToString()));
        return new FormatString(parts.ToImmutable(), unknown.ToImmutable());
    }

    /// <summary>The hole that a specifier such as <c>%5.2f</c> stands for; null if it is not known.</summary>
    public static FormatHole? ParseSpecifier(string specifier)
    {
        var i = 1;
        var (alignLeft, padWithZeros, showPlus) = (false, false, false);
        for (; i < specifier.Length && specifier[i] is '-' or '0' or '+'; i++)
        {
            alignLeft |= specifier[i] == '-';
            padWithZeros |= specifier[i] == '0';
            showPlus |= specifier[i] == '+';
        }

        if (!TryReadNumber(specifier, ref i, out var width)) return null;
        int? precision = null;
        if (i < specifier.Length && specifier[i] == '.')
        {
            i++;
            if (!TryReadNumber(specifier, ref i, out var decimals)) return null;
            precision = decimals;
        }

        if (i != specifier.Length - 1) return null;
        (HoleStyle Style, DataType? Type)? kind = specifier[i] switch
        {
            'd' or 'i' => (HoleStyle.Int, DataType.Int),
            'f' => (HoleStyle.Fixed, DataType.Float),
            's' => (HoleStyle.Text, DataType.String),
            'b' => (HoleStyle.Bool, DataType.Bool),
            'A' => (HoleStyle.Structural, null),
            'O' => (HoleStyle.Shown, null),
            _ => null,
        };
        if (kind is not var (style, type) || (precision is not null && style != HoleStyle.Fixed)) return null;
        return new FormatHole(new HoleFormat(style, width, precision, alignLeft, padWithZeros, showPlus), type);
    }

    /// <summary>The way to show a hole with a .NET format such as <c>F2</c>; null if it is not known.</summary>
    public static HoleFormat? ParseHoleFormat(string format) =>
        format is ['F' or 'f', .. var digits] && (digits.Length == 0 || IsPrecision(digits))
            ? new HoleFormat(HoleStyle.Fixed, Precision: digits.Length == 0 ? 2 : int.Parse(digits, CultureInfo.InvariantCulture))
            : null;

    private static bool IsPrecision(string digits) => digits.Length <= 2 && digits.All(char.IsAsciiDigit);

    private static int SpecifierEnd(string format, int start)
    {
        var end = start + 1;
        while (end < format.Length && (format[end] is '-' or '+' or '.' || char.IsAsciiDigit(format[end]))) end++;
        return Math.Min(end + 1, format.Length);
    }

    private static bool TryReadNumber(string text, ref int position, out int number)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        number = 0;
        return position == start || (position - start <= 3 && int.TryParse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture, out number));
    }
}

/// <summary>A part of a format.</summary>
internal abstract record FormatPart;

/// <summary>Literal text.</summary>
internal sealed record FormatText(string Text) : FormatPart;

/// <summary>A place for an argument of that type, or of any if it is null.</summary>
internal sealed record FormatHole(HoleFormat Format, DataType? Type) : FormatPart;
