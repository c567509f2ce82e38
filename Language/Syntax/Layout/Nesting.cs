using StateFlow.Language.Syntax.Grammar;
using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>How deep the tree of a program will be, so that no pass that walks it runs out of stack.</summary>
/// <param name="Depth">The most brackets and blocks that are open at once.</param>
/// <param name="Excess">The token at which the tree gets deeper than any pass will walk; null if it does not.</param>
internal sealed record Nesting(int Depth, Token<TokenKind>? Excess)
{
    private const int TreeDepthLimit = 10_000;

    /// <summary>Measures the tokens that the layout pass gave. An upper bound: each operator may add a level.</summary>
    public static Nesting Measure(Token<TokenKind>[] tokens)
    {
        var levels = new Stack<Level>();
        var current = default(Level);
        var depth = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var kind = tokens[i].Kind;
            if (AddsLevel(kind, i > 0 ? tokens[i - 1].Kind : TokenKind.None)) current = current with { Operators = current.Operators + 1 };
            if (kind == TokenKind.BlockOpen || TokenKinds.IsOpener(kind))
            {
                levels.Push(current);
                current = default;
                depth = Math.Max(depth, levels.Count);
            }
            else if ((kind == TokenKind.BlockClose || TokenKinds.IsCloser(kind)) && levels.TryPop(out var outer))
            {
                current = outer with { Inner = Math.Max(outer.Inner, current.Total + 1) };
            }
            else if (kind is TokenKind.BlockSeparator or TokenKind.Semicolon or TokenKind.Comma or TokenKind.Bar)
            {
                current = new Level(0, 0, current.Total);
            }

            if (current.Total > TreeDepthLimit) return new Nesting(depth, tokens[i]);
        }

        return new Nesting(depth, null);
    }

    private static bool AddsLevel(TokenKind kind, TokenKind previous) =>
        InfixOperators.Precedence(kind) > 0
        || kind is TokenKind.Dot or TokenKind.AdjacentOpenParen or TokenKind.AdjacentOpenBracket or TokenKind.Elif or TokenKind.RightArrow
        || (kind == TokenKind.Identifier && previous is TokenKind.Identifier or TokenKind.Greater);

    /// <param name="Operators">Seen in the current item.</param>
    /// <param name="Inner">The depth of the deepest bracket or block in the current item.</param>
    /// <param name="Others">The depth of the deepest item before it.</param>
    private readonly record struct Level(int Operators, int Inner, int Others)
    {
        public int Total => Math.Max(Others, Operators + Inner);
    }
}
