using Superpower;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>Text to tokens. Never fails: what is no token becomes one of a kind that the lexical check reports.</summary>
internal sealed class SourceTokenizer : Tokenizer<TokenKind>
{
    private readonly bool _stringsMayWrap;

    private SourceTokenizer(bool stringsMayWrap) => _stringsMayWrap = stringsMayWrap;

    /// <summary>The tokens of <paramref name="source"/>, comments left out.</summary>
    public static Token<TokenKind>[] Tokenize(SourceText source)
    {
        var tokens = new SourceTokenizer(stringsMayWrap: true).ReadAll(source.Text);

        // A string may go over several lines. But if one never ends, it is likelier that a quote is missing in the
        // first line that lacks one than that all lines between were meant to be text.
        return EndsInsideString(tokens) ? new SourceTokenizer(stringsMayWrap: false).ReadAll(source.Text) : tokens;
    }

    /// <inheritdoc />
    protected override IEnumerable<Result<TokenKind>> Tokenize(TextSpan span, TokenizationState<TokenKind> state)
    {
        var modes = new Stack<Mode>();
        var rest = SkipByteOrderMark(span);
        while (true)
        {
            if (modes.TryPeek(out var mode) && mode.IsText)
            {
                var piece = ReadInterpolated(rest, modes, mode);
                if (piece is not { } found) continue;
                yield return found;
                rest = found.Remainder;
                continue;
            }

            rest = SkipTrivia(rest, modes);
            if (rest.IsAtEnd) yield break;
            if (modes.TryPeek(out var current) && current.IsText) continue;
            var token = ReadToken(rest, state.Previous ?? default, modes);
            yield return token;
            rest = token.Remainder;
        }
    }

    private static bool EndsInsideString(Token<TokenKind>[] tokens) =>
        (tokens.Length > 0 && tokens[^1].Kind == TokenKind.UnterminatedString)
        || tokens.Count(token => token.Kind == TokenKind.InterpolationStart) > tokens.Count(token => token.Kind == TokenKind.InterpolationEnd);

    private static TextSpan SkipByteOrderMark(TextSpan span) =>
        span.Length > 0 && span[0] == '\uFEFF' ? new TextSpan(span.Source!, new Position(1, 1, 1), span.Length - 1) : span;

    private Token<TokenKind>[] ReadAll(string text) => [.. TryTokenize(text).Value];

    /// <summary>Skips spaces and comments; an unterminated comment is left to be read as a token.</summary>
    private TextSpan SkipTrivia(TextSpan rest, Stack<Mode> modes)
    {
        while (!rest.IsAtEnd)
        {
            var text = rest.AsReadOnlySpan();
            if (char.IsWhiteSpace(text[0]))
            {
                if (text[0] == '\n' && !_stringsMayWrap) LeaveLine(modes);
                rest = rest.Skip(1);
            }
            else if (text.StartsWith("//") && !IsDocComment(text))
            {
                rest = rest.Skip(Lexemes.LineLength(text));
            }
            else if (text.StartsWith("(*") && !text.StartsWith("(*)") && Lexemes.BlockCommentLength(text) is { } length)
            {
                rest = rest.Skip(length);
            }
            else
            {
                break;
            }
        }

        return rest;
    }

    private static bool IsDocComment(ReadOnlySpan<char> text) => text.StartsWith("///") && !text.StartsWith("////");

    /// <summary>Holes of a string that must end in its line end with the line.</summary>
    private static void LeaveLine(Stack<Mode> modes)
    {
        while (modes.TryPeek(out var mode) && mode.Quoting.Style != StringStyle.TripleQuoted) modes.Pop();
    }

    /// <summary>The next part of an interpolated string; null where the string is not closed and its text ends.</summary>
    private Result<TokenKind>? ReadInterpolated(TextSpan rest, Stack<Mode> modes, Mode mode)
    {
        var text = rest.AsReadOnlySpan();
        if (Lexemes.InterpolationTextLength(text, mode.Quoting, _stringsMayWrap) is not { } length)
        {
            modes.Pop();
            length = _stringsMayWrap || mode.Quoting.Style == StringStyle.TripleQuoted ? text.Length : Lexemes.LineLength(text);
            return length == 0 ? null : Lexemes.Take(rest, TokenKind.InterpolationText, length);
        }

        if (length > 0) return Lexemes.Take(rest, TokenKind.InterpolationText, length);
        if (mode.Quoting.ClosesAt(text, 0))
        {
            modes.Pop();
            return Lexemes.Take(rest, TokenKind.InterpolationEnd, mode.Quoting.ClosingLength);
        }

        modes.Push(new Mode(mode.Quoting, IsText: false));
        return Lexemes.Take(rest, TokenKind.HoleOpen, Lexemes.SpecifierLength(text) + 1);
    }

    private Result<TokenKind> ReadToken(TextSpan rest, Token<TokenKind> previous, Stack<Mode> modes)
    {
        var text = rest.AsReadOnlySpan();
        var first = text[0];
        if (Lexemes.StartsName(first)) return Lexemes.Word(rest);
        if (char.IsAsciiDigit(first)) return Lexemes.Number(rest);
        if (first is '"' or '$' or '@' && StringQuoting.At(text, out var isInterpolated) is { } quoting)
        {
            if (!isInterpolated) return ReadPlainString(rest, quoting, modes);
            modes.Push(new Mode(quoting, IsText: true));
            return Lexemes.Take(rest, TokenKind.InterpolationStart, quoting.OpeningLength(isInterpolated: true));
        }

        if (first == '\'') return Lexemes.Apostrophe(rest);
        if (text.StartsWith("``")) return Lexemes.QuotedName(rest);
        if (IsDocComment(text)) return Lexemes.Line(rest, TokenKind.DocComment);
        if (text.StartsWith("(*") && !text.StartsWith("(*)")) return Lexemes.Take(rest, TokenKind.UnterminatedComment, text.Length);
        if (first == '#' && !(previous.HasValue && previous.End().Line == rest.Position.Line)) return Lexemes.Line(rest, TokenKind.Directive);
        if (modes.Count > 0 && ReadHolePart(rest, modes) is { } part) return part;
        return ReadOperator(rest, previous);
    }

    /// <summary>A string, or the end of the interpolated one around it: a quote that no other matches closes that, its hole unfinished.</summary>
    private Result<TokenKind> ReadPlainString(TextSpan rest, StringQuoting quoting, Stack<Mode> modes)
    {
        var plain = Lexemes.PlainString(rest, quoting, _stringsMayWrap);
        if (plain.Value != TokenKind.UnterminatedString || !modes.TryPeek(out var hole) || !hole.Quoting.ClosesAt(rest.AsReadOnlySpan(), 0)) return plain;
        modes.Pop();
        modes.Pop();
        return Lexemes.Take(rest, TokenKind.InterpolationEnd, hole.Quoting.ClosingLength);
    }

    /// <summary>Counts the brackets of a hole, to find the <c>}</c> or the <c>:format</c> that ends it.</summary>
    private static Result<TokenKind>? ReadHolePart(TextSpan rest, Stack<Mode> modes)
    {
        var hole = modes.Pop();
        switch (rest[0])
        {
            case '(' or '[' or '{':
                modes.Push(hole with { Depth = hole.Depth + 1 });
                return null;
            case '}' when hole.Depth == 0:
                return Lexemes.Take(rest, TokenKind.HoleClose, 1);
            case ')' or ']' or '}':
                modes.Push(hole with { Depth = Math.Max(0, hole.Depth - 1) });
                return null;
            case ':' when hole.Depth == 0 && !(rest.Length > 1 && rest[1] == ':'):
                modes.Push(hole);
                var end = rest.AsReadOnlySpan().IndexOfAny("}\n\"");
                return Lexemes.Take(rest, TokenKind.HoleFormat, end < 0 ? rest.Length : end);
            default:
                modes.Push(hole);
                return null;
        }
    }

    private static Result<TokenKind> ReadOperator(TextSpan rest, Token<TokenKind> previous)
    {
        var text = rest.AsReadOnlySpan();
        if (text.StartsWith(">>")) return Lexemes.Take(rest, TokenKind.ComposeRight, 1);
        var isSecondHalf = previous.HasValue && previous.Kind == TokenKind.ComposeRight && Touches(previous, rest);
        if (isSecondHalf) return Lexemes.Take(rest, TokenKind.Greater, 1);

        var (mark, kind) = Operators.FindPrefix(text);
        return mark.Length == 0
            ? Lexemes.Unknown(rest)
            : Lexemes.Take(rest, Adjacency(kind, rest, previous), mark.Length);
    }

    private static TokenKind Adjacency(TokenKind kind, TextSpan rest, Token<TokenKind> previous)
    {
        var touches = previous.HasValue && Touches(previous, rest);
        return kind switch
        {
            TokenKind.OpenParen when touches && EndsOperand(previous.Kind) => TokenKind.AdjacentOpenParen,
            TokenKind.OpenBracket when touches && (EndsOperand(previous.Kind) || EndsString(previous.Kind)) => TokenKind.AdjacentOpenBracket,
            TokenKind.Minus when rest.Length > 1 && !char.IsWhiteSpace(rest[1]) && !(touches && EndsValue(previous.Kind)) => TokenKind.PrefixMinus,
            _ => kind,
        };
    }

    private static bool Touches(Token<TokenKind> previous, TextSpan rest) =>
        previous.Position.Absolute + previous.Span.Length == rest.Position.Absolute;

    private static bool EndsOperand(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.CloseParen or TokenKind.CloseBracket;

    private static bool EndsString(TokenKind kind) =>
        kind is TokenKind.String or TokenKind.VerbatimString or TokenKind.TripleQuotedString or TokenKind.InterpolationEnd;

    private static bool EndsValue(TokenKind kind) =>
        EndsOperand(kind) || EndsString(kind)
        || kind is TokenKind.CloseBrace or TokenKind.Integer or TokenKind.Float or TokenKind.True or TokenKind.False
            or TokenKind.End or TokenKind.Underscore or TokenKind.MalformedNumber;

    /// <summary>Where the tokenizer is within an interpolated string: in its text, or in the expression of a hole.</summary>
    private readonly record struct Mode(StringQuoting Quoting, bool IsText, int Depth = 0);
}
