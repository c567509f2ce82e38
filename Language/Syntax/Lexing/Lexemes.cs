using Superpower.Model;
using SuperpowerResult = Superpower.Model.Result;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The text parsers of single tokens. Each reads the longest stretch that belongs to its token.</summary>
internal static class Lexemes
{
    public static bool StartsName(char c) => c == '_' || char.IsLetter(c);

    public static bool ContinuesName(char c) => char.IsLetterOrDigit(c) || c is '_' or '\'' || IsMark(c);

    /// <summary>A name or keyword; <c>let!</c>, <c>and!</c> and <c>yield!</c> are one token each.</summary>
    public static Result<TokenKind> Word(TextSpan input)
    {
        var text = input.AsReadOnlySpan();
        var length = 1;
        while (length < text.Length && ContinuesName(text[length])) length++;
        var kind = Keywords.KindOf(text[..length]);
        if (length < text.Length && text[length] == '!' && !(length + 1 < text.Length && text[length + 1] == '='))
        {
            var withBang = kind switch
            {
                TokenKind.Let => TokenKind.LetBang,
                TokenKind.And => TokenKind.AndBang,
                TokenKind.Yield => TokenKind.YieldBang,
                _ => TokenKind.None,
            };
            if (withBang != TokenKind.None) return Take(input, withBang, length + 1);
        }

        return Take(input, kind, length);
    }

    /// <summary><c>``a name with spaces``</c>.</summary>
    public static Result<TokenKind> QuotedName(TextSpan input)
    {
        var text = input.AsReadOnlySpan();
        var end = text[2..].IndexOfAny("`\n");
        return end > 0 && text[(end + 2)..].StartsWith("``")
            ? Take(input, TokenKind.Identifier, end + 4)
            : Take(input, TokenKind.UnterminatedName, LineLength(text));
    }

    /// <summary><c>42</c>, <c>1_000</c>, <c>0xFF</c>, <c>1.5</c>, <c>1e-3</c>; the dots of <c>1..3</c> are not part of it.</summary>
    public static Result<TokenKind> Number(TextSpan input)
    {
        var text = input.AsReadOnlySpan();
        var kind = TokenKind.Integer;
        int length;
        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O')
        {
            length = 2;
        }
        else
        {
            length = SkipDigits(text, 0);
            if (HasFraction(text, length))
            {
                kind = TokenKind.Float;
                length = SkipDigits(text, length + 1);
            }

            if (ExponentLength(text[length..]) is var exponent and > 0)
            {
                kind = TokenKind.Float;
                length += exponent;
            }
        }

        while (length < text.Length && ContinuesName(text[length])) length++;
        return Take(input, NumberText.IsWellFormed(text[..length], kind) ? kind : TokenKind.MalformedNumber, length);
    }

    /// <summary><c>'a</c>, or <c>'x'</c>, which is not part of the language.</summary>
    public static Result<TokenKind> Apostrophe(TextSpan input)
    {
        var text = input.AsReadOnlySpan();
        if (text.Length > 2 && text[1] != '\\' && text[1] != '\n' && text[2] == '\'') return Take(input, TokenKind.CharacterLiteral, 3);
        if (text.Length > 3 && text[1] == '\\')
        {
            var end = text[3..Math.Min(text.Length, 12)].IndexOf('\'');
            if (end >= 0) return Take(input, TokenKind.CharacterLiteral, end + 4);
        }

        if (text.Length < 2 || !StartsName(text[1])) return Take(input, TokenKind.UnknownText, 1);
        var length = 2;
        while (length < text.Length && ContinuesName(text[length])) length++;
        return Take(input, TokenKind.TypeParameter, length);
    }

    /// <summary>A string without holes, of any of the three quotings.</summary>
    public static Result<TokenKind> PlainString(TextSpan input, StringQuoting quoting, bool mayWrap)
    {
        var text = input.AsReadOnlySpan();
        var position = quoting.OpeningLength(isInterpolated: false);
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '\n' && !mayWrap && quoting.Style != StringStyle.TripleQuoted) return Take(input, TokenKind.UnterminatedString, TrimLineEnd(text, position));
            if (quoting.ClosesAt(text, position)) return Take(input, quoting.PlainKind, position + quoting.ClosingLength);
            position += quoting.CharacterLength(text, position);
        }

        return Take(input, TokenKind.UnterminatedString, text.Length);
    }

    /// <summary>
    /// The text of an interpolated string up to its end or the next hole. Empty where there is none; null where the
    /// string is not closed.
    /// </summary>
    public static int? InterpolationTextLength(ReadOnlySpan<char> text, StringQuoting quoting, bool mayWrap)
    {
        var position = 0;
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '\n' && !mayWrap && quoting.Style != StringStyle.TripleQuoted) return null;
            if (quoting.ClosesAt(text, position)) return position;
            if (c is '{' or '}' or '%' && position + 1 < text.Length && text[position + 1] == c)
            {
                position += 2;
                continue;
            }

            if (c == '{' || (c == '%' && SpecifierLength(text[position..]) > 0)) return position;
            position += quoting.CharacterLength(text, position);
        }

        return null;
    }

    /// <summary>The length of <c>%d</c> in <c>%d{e}</c>; 0 if <paramref name="text"/> does not start so.</summary>
    public static int SpecifierLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '%') return 0;
        var length = 1;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or '+' or '-' or ' ')) length++;
        var isSpecifier = length + 1 < text.Length && char.IsAsciiLetter(text[length]) && text[length + 1] == '{';
        return isSpecifier && !(length + 2 < text.Length && text[length + 2] == '{') ? length + 1 : 0;
    }

    /// <summary>The length of a comment <c>(* ... *)</c>, which nests; null if it is not closed.</summary>
    public static int? BlockCommentLength(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var position = 0; position + 1 < text.Length; position++)
        {
            if (text[position] == '(' && text[position + 1] == '*')
            {
                depth++;
                position++;
            }
            else if (text[position] == '*' && text[position + 1] == ')')
            {
                depth--;
                position++;
                if (depth == 0) return position + 1;
            }
        }

        return null;
    }

    /// <summary>A run of characters that cannot start a token.</summary>
    public static Result<TokenKind> Unknown(TextSpan input)
    {
        var text = input.AsReadOnlySpan();
        var length = 1;
        while (length < text.Length && !StartsToken(text[length])) length++;
        return Take(input, TokenKind.UnknownText, length);
    }

    public static Result<TokenKind> Line(TextSpan input, TokenKind kind) => Take(input, kind, LineLength(input.AsReadOnlySpan()));

    public static Result<TokenKind> Take(TextSpan input, TokenKind kind, int length) =>
        SuperpowerResult.Value(kind, input, input.Skip(length));

    /// <summary>The characters up to the end of the line.</summary>
    public static int LineLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text.Length : TrimLineEnd(text, end);
    }

    private static int TrimLineEnd(ReadOnlySpan<char> text, int end) => end > 1 && text[end - 1] == '\r' ? end - 1 : end;

    private static bool StartsToken(char c) =>
        c < 128 ? c > ' ' && c is not ('$' or '#' or '\\' or '\x7f') || char.IsWhiteSpace(c) : char.IsLetter(c) || char.IsWhiteSpace(c);

    private static bool IsMark(char c) =>
        c >= 128 && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.ConnectorPunctuation;

    private static int SkipDigits(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] == '_')) position++;
        return position;
    }

    private static bool HasFraction(ReadOnlySpan<char> text, int position)
    {
        if (position >= text.Length || text[position] != '.') return false;
        if (position + 1 >= text.Length) return true;
        var next = text[position + 1];
        return next != '.' && (!StartsName(next) || ExponentLength(text[(position + 1)..]) > 0);
    }

    private static int ExponentLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('e' or 'E')) return 0;
        var position = text.Length > 1 && text[1] is '+' or '-' ? 2 : 1;
        var end = SkipDigits(text, position);
        return end > position && char.IsAsciiDigit(text[position]) ? end : 0;
    }
}
