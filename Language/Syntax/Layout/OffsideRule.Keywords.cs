using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>Words that are keywords in their places only.</summary>
internal sealed partial class OffsideRule
{
    private Token<TokenKind> ResolveContextualKeyword(Token<TokenKind> token, bool startsLine)
    {
        if (token.Kind != TokenKind.Identifier) return token;
        var kind = ContextualKind(token, startsLine);
        return kind == TokenKind.Identifier ? token : new Token<TokenKind>(kind, token.Span);
    }

    private TokenKind ContextualKind(Token<TokenKind> token, bool startsLine)
    {
        var word = token.Span.AsReadOnlySpan();
        if (word is "private" && _previousKind == TokenKind.Member) return PeekKind(1) == TokenKind.Dot ? TokenKind.Identifier : TokenKind.Private;
        if (startsLine && IsEntityHeader(token, word)) return TokenKind.Entity;
        if (!_isItemStart && !startsLine) return TokenKind.Identifier;
        if (BlockOfLine(token) is not { Role: BlockRole.EntityBody }) return TokenKind.Identifier;
        if (word is "key") return TokenKind.Key;
        if (word is "invariant") return TokenKind.Invariant;
        return PeekKind(1) is TokenKind.Identifier or TokenKind.Underscore or TokenKind.Mutable
            ? CorrectSpelling(token, PeekKind(2) == TokenKind.Dot ? ["member"] : ["key", "invariant", "let"])
            : TokenKind.Identifier;
    }

    /// <summary><c>entity Name(</c>, <c>entity Name =</c>, or <c>entity Name</c> alone in its line.</summary>
    private bool IsEntityHeader(Token<TokenKind> token, ReadOnlySpan<char> word)
    {
        if (PeekKind(1) != TokenKind.Identifier || IsFirstOnLine(_next + 1)) return false;
        var isHeader = _next + 2 >= _input.Length || IsFirstOnLine(_next + 2) || PeekKind(2) is TokenKind.AdjacentOpenParen or TokenKind.OpenParen or TokenKind.Equal;
        if (!isHeader) return false;
        if (word is "entity") return true;

        var endsLikeHeader = token.Position.Column == _stack.Block(0).Column && char.IsUpper(_input[_next + 1].Span[0]) && LineEndsWithEqual();
        return endsLikeHeader && CorrectSpelling(token, ["entity"]) == TokenKind.Entity;
    }

    private bool LineEndsWithEqual()
    {
        var index = _next;
        while (index + 1 < _input.Length && !IsFirstOnLine(index + 1)) index++;
        return _input[index].Kind == TokenKind.Equal;
    }

    /// <summary>Takes a word that is nearly one of <paramref name="candidates"/> for it, and says so.</summary>
    private TokenKind CorrectSpelling(Token<TokenKind> token, ReadOnlySpan<string> candidates)
    {
        var word = token.ToStringValue();
        foreach (var candidate in candidates)
        {
            if (!Spelling.IsNear(word, candidate)) continue;
            _diagnostics.Add(SyntaxDiagnostics.MisspelledKeyword(_source.SpanOf(token), word, candidate));
            return candidate switch
            {
                "entity" => TokenKind.Entity,
                "key" => TokenKind.Key,
                "invariant" => TokenKind.Invariant,
                "let" => TokenKind.Let,
                _ => TokenKind.Member,
            };
        }

        return TokenKind.Identifier;
    }

    /// <summary>The block whose item <paramref name="token"/> starts; null if it starts none.</summary>
    private BlockContext? BlockOfLine(Token<TokenKind> token)
    {
        if (_isItemStart) return _stack.Top as BlockContext ?? _stack.InnermostBlock();
        for (var index = _stack.Count - 1; index >= 0; index--)
        {
            if (_stack[index] is BracketContext) return null;
            if (_stack[index] is BlockContext block && block.Column <= token.Position.Column) return block.Column == token.Position.Column ? block : null;
        }

        return null;
    }

    private TokenKind PeekKind(int distance) => _next + distance < _input.Length ? _input[_next + distance].Kind : TokenKind.None;
}
