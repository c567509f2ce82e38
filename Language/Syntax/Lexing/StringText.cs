using System.Globalization;
using System.Text;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The text that string literals denote.</summary>
internal static class StringText
{
    /// <summary>The text of a string without holes.</summary>
    public static string Decode(Token<TokenKind> token)
    {
        var text = token.Span.AsReadOnlySpan();
        return token.Kind switch
        {
            TokenKind.String => Unescape(text[1..^1]),
            TokenKind.VerbatimString => text[2..^1].ToString().Replace("\"\"", "\""),
            _ => text[3..^3].ToString(),
        };
    }

    /// <summary>The text between the holes of an interpolated string that begins with <paramref name="start"/>.</summary>
    public static string DecodeInterpolated(Token<TokenKind> start, Token<TokenKind> part)
    {
        var text = part.ToStringValue().Replace("{{", "{").Replace("}}", "}").Replace("%%", "%");
        return StyleOf(start) switch
        {
            StringStyle.Regular => Unescape(text),
            StringStyle.Verbatim => text.Replace("\"\"", "\""),
            _ => text,
        };
    }

    public static StringStyle StyleOf(Token<TokenKind> start) =>
        StringQuoting.At(start.Span.AsReadOnlySpan(), out _) is { } quoting ? quoting.Style : StringStyle.Regular;

    /// <summary>The first sequence in <paramref name="text"/> that starts as an escape and is none; null if there is none.</summary>
    public static (int Offset, int Length)? FindMalformedEscape(ReadOnlySpan<char> text)
    {
        for (var position = text.IndexOf('\\'); position >= 0 && position < text.Length; position++)
        {
            if (text[position] != '\\') continue;
            var length = EscapeLength(text[position..]);
            if (length == 0) return (position, Math.Min(2, text.Length - position));
            position += length - 1;
        }

        return null;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('\\');
        if (first < 0) return text.ToString();
        var result = new StringBuilder(text.Length).Append(text[..first]);
        for (var position = first; position < text.Length;)
        {
            var length = EscapeLength(text[position..]);
            if (length == 0)
            {
                result.Append(text[position++]);
                continue;
            }

            AppendEscaped(result, text.Slice(position, length));
            position += length;
        }

        return result.ToString();
    }

    private static int EscapeLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\\') return 0;
        return text[1] switch
        {
            'n' or 't' or 'r' or 'b' or 'a' or 'f' or 'v' or '\\' or '"' or '\'' => 2,
            'u' => HasDigits(text, 4, 16) ? 6 : 0,
            'x' => HasDigits(text, 2, 16) ? 4 : 0,
            'U' => HasDigits(text, 8, 16) && IsCodePoint(text.Slice(2, 8)) ? 10 : 0,
            '0' when !HasDigits(text[1..], 2, 10) => 2,
            >= '0' and <= '9' => HasDigits(text[1..], 2, 10) && int.Parse(text.Slice(1, 3), CultureInfo.InvariantCulture) < 256 ? 4 : 0,
            _ => 0,
        };
    }

    private static bool HasDigits(ReadOnlySpan<char> text, int count, int radix)
    {
        if (text.Length < count + 2 - (radix == 10 ? 1 : 0)) return false;
        var digits = text.Slice(radix == 10 ? 1 : 2, count);
        foreach (var c in digits)
        {
            if (radix == 16 ? !char.IsAsciiHexDigit(c) : !char.IsAsciiDigit(c)) return false;
        }

        return true;
    }

    private static bool IsCodePoint(ReadOnlySpan<char> digits) =>
        Rune.IsValid(uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static void AppendEscaped(StringBuilder result, ReadOnlySpan<char> escape)
    {
        switch (escape[1])
        {
            case 'u' or 'x':
                result.Append((char)ushort.Parse(escape[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                break;
            case 'U':
                result.Append(new Rune(uint.Parse(escape[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
                break;
            case >= '0' and <= '9':
                result.Append((char)int.Parse(escape[1..], CultureInfo.InvariantCulture));
                break;
            default:
                result.Append(escape[1] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'a' => '\a',
                    'f' => '\f',
                    'v' => '\v',
                    var c => c,
                });
                break;
        }
    }
}
