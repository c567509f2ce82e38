using Superpower.Model;

namespace StateFlow.Language.Syntax.Lexing;

/// <summary>Reports text that is no token, or a token with something wrong inside.</summary>
internal static class LexicalCheck
{
    /// <summary>The tokens to go on with, and the messages.</summary>
    public static (Token<TokenKind>[] Tokens, ImmutableArray<Diagnostic> Diagnostics) Apply(SourceText source, Token<TokenKind>[] tokens)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        if (FindTab(source, tokens) is { } tab) diagnostics.Add(SyntaxDiagnostics.Tab(tab));
        var kept = new List<Token<TokenKind>>(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (Find(source, token, i == tokens.Length - 1, IsAfterMinus(tokens, i)) is { } diagnostic) diagnostics.Add(diagnostic);
            if (Substitute(token) is { } substitute) kept.Add(substitute);
        }

        return ([.. kept], diagnostics.ToImmutable());
    }

    private static Diagnostic? Find(SourceText source, Token<TokenKind> token, bool isLast, bool isAfterMinus)
    {
        switch (token.Kind)
        {
            case TokenKind.Integer when NumberText.ParseInteger(token.Span.AsReadOnlySpan(), isAfterMinus) is null:
                return SyntaxDiagnostics.IntegerOutOfRange(source.SpanOf(token), token.ToStringValue());
            case TokenKind.ReservedWord:
                return SyntaxDiagnostics.ReservedWord(source.SpanOf(token), token.ToStringValue());
            case TokenKind.ForeignOperator:
                return SyntaxDiagnostics.ForeignOperator(source.SpanOf(token), token.ToStringValue());
            case TokenKind.ArrayOpen:
                return SyntaxDiagnostics.Array(source.SpanOf(token));
            case TokenKind.Directive:
                return SyntaxDiagnostics.Directive(source.SpanOf(token), token.ToStringValue());
            case TokenKind.CharacterLiteral:
                return SyntaxDiagnostics.CharacterLiteral(source.SpanOf(token), token.ToStringValue());
            case TokenKind.MalformedNumber:
                return SyntaxDiagnostics.MalformedNumber(source.SpanOf(token), token.ToStringValue());
            case TokenKind.UnterminatedString:
                return SyntaxDiagnostics.UnterminatedString(source.SpanOf(token), isLast);
            case TokenKind.UnterminatedComment:
                return SyntaxDiagnostics.UnterminatedComment(source.SpanOf(token));
            case TokenKind.UnterminatedName:
                return SyntaxDiagnostics.UnterminatedName(source.SpanOf(token));
            case TokenKind.InterpolationText when StrayBrace(token.Span) is { } brace:
                return SyntaxDiagnostics.StrayBrace(source.SpanOf(brace));
            case TokenKind.UnknownText:
                return SyntaxDiagnostics.UnknownText(source.SpanOf(token), token.ToStringValue());
            default:
                return null;
        }
    }

    /// <summary>The first <c>}</c> that neither closes a hole nor is one of two.</summary>
    private static Token<TokenKind>? StrayBrace(TextSpan text)
    {
        var characters = text.AsReadOnlySpan();
        for (var i = characters.IndexOf('}'); i >= 0 && i < characters.Length; i++)
        {
            if (characters[i] != '}') continue;
            if (i + 1 == characters.Length || characters[i + 1] != '}') return new Token<TokenKind>(TokenKind.CloseBrace, text.Skip(i).First(1));
            i++;
        }

        return null;
    }

    private static bool IsAfterMinus(Token<TokenKind>[] tokens, int index) =>
        index > 0
        && tokens[index - 1].Kind is TokenKind.Minus or TokenKind.PrefixMinus
        && tokens[index - 1].Position.Absolute + 1 == tokens[index].Position.Absolute;

    /// <summary>The first tab that indents a line with tokens in it.</summary>
    private static SourceSpan? FindTab(SourceText source, Token<TokenKind>[] tokens)
    {
        var line = 0;
        foreach (var token in tokens)
        {
            var position = token.Position;
            if (position.Line == line) continue;
            line = position.Line;
            var start = position.Absolute - (position.Column - 1);
            var indentation = source.Text.AsSpan(start, position.Column - 1);
            var tab = indentation.IndexOf('\t');
            if (tab < 0 || !indentation.IsWhiteSpace()) continue;
            var place = new SourcePosition(start + tab, line, tab + 1);
            return new SourceSpan(source.File, place, new SourcePosition(place.Offset + 1, line, place.Column + 1));
        }

        return null;
    }

    private static Token<TokenKind>? Substitute(Token<TokenKind> token) => token.Kind switch
    {
        TokenKind.ArrayOpen => new Token<TokenKind>(TokenKind.OpenBracket, token.Span),
        TokenKind.ArrayClose => new Token<TokenKind>(TokenKind.CloseBracket, token.Span),
        TokenKind.ForeignOperator => new Token<TokenKind>(Intended(token.Span.AsReadOnlySpan()), token.Span),
        TokenKind.Directive or TokenKind.UnterminatedComment => null,
        _ => token,
    };

    /// <summary>What other languages' operators are here, so that the rest of the line can be parsed.</summary>
    private static TokenKind Intended(ReadOnlySpan<char> text) => text switch
    {
        "==" or "===" => TokenKind.Equal,
        "!=" or "!==" => TokenKind.NotEqual,
        ":=" => TokenKind.LeftArrow,
        "=>" => TokenKind.RightArrow,
        "&" or "&&&" => TokenKind.AndAnd,
        "|||" => TokenKind.OrOr,
        _ => TokenKind.ForeignOperator,
    };
}
