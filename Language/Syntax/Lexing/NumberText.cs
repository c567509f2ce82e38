using System.Globalization;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The notation of numbers.</summary>
internal static class NumberText
{
    public static bool IsWellFormed(ReadOnlySpan<char> text, TokenKind kind)
    {
        if (kind == TokenKind.Float) return text.IndexOfAnyExcept("0123456789_.eE+-") < 0 && char.IsAsciiDigit(text.TrimEnd('.')[^1]);
        var digits = Digits(text, out var radix);
        if (digits.IsEmpty) return false;
        foreach (var c in digits)
        {
            if (c != '_' && !IsDigit(c, radix)) return false;
        }

        return digits.IndexOfAnyExcept('_') >= 0;
    }

    /// <summary>The integer that <paramref name="text"/> denotes; null if it does not fit in 64 bits.</summary>
    public static long? ParseInteger(ReadOnlySpan<char> text, bool isNegative)
    {
        var magnitude = UInt128.Zero;
        var digits = Digits(text, out var radix);
        foreach (var c in digits)
        {
            if (c == '_') continue;
            magnitude = (magnitude * (UInt128)radix) + (UInt128)DigitValue(c);
            if (magnitude > ulong.MaxValue) return null;
        }

        // As in F#, a hexadecimal, octal or binary number may fill all 64 bits.
        if (radix != 10 && !isNegative) return unchecked((long)(ulong)magnitude);
        var limit = isNegative ? (UInt128)long.MaxValue + 1 : (UInt128)long.MaxValue;
        if (magnitude > limit) return null;
        return isNegative ? unchecked(-(long)(ulong)magnitude) : (long)magnitude;
    }

    public static double ParseFloat(string text) =>
        double.Parse(text.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text, out int radix)
    {
        radix = text.Length < 2 || text[0] != '0' ? 10 : text[1] switch
        {
            'x' or 'X' => 16,
            'b' or 'B' => 2,
            'o' or 'O' => 8,
            _ => 10,
        };
        var digits = radix == 10 ? text : text[2..];
        return digits.EndsWith("L") ? digits[..^1] : digits;
    }

    private static bool IsDigit(char c, int radix) => char.IsAsciiHexDigit(c) && DigitValue(c) < radix;

    private static int DigitValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
