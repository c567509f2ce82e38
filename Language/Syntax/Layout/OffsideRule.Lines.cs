using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>What the column of a line's first token says.</summary>
internal sealed partial class OffsideRule
{
    private void StartLine(Token<TokenKind> token, int column)
    {
        if (TokenKinds.IsInfix(token.Kind))
        {
            ContinueWithOperator(token, column);
            return;
        }

        if (IsOperandExpected() && !StartsDeclaration(token) && column >= _stack.AnchorColumn(_stack.Count)) return;
        StartItem(token, column);
    }

    private bool IsOperandExpected() => TokenKinds.IsInfix(_previousKind) || _previousKind == TokenKind.PrefixMinus;

    private static bool StartsDeclaration(Token<TokenKind> token) =>
        token.Kind is TokenKind.Let or TokenKind.LetBang or TokenKind.Member or TokenKind.Type or TokenKind.Entity or TokenKind.OpenAttribute;

    /// <summary>Ends the blocks that the line is left of, and separates it from the item above in the block it is in.</summary>
    private void StartItem(Token<TokenKind> token, int column)
    {
        var leavesBlock = false;
        for (var index = _stack.BlockAtOrBelow(_stack.Count - 1); ; index = _stack.BlockAtOrBelow(index - 1))
        {
            var block = _stack.Block(index);
            if (column == block.Column)
            {
                Separate(index);
                return;
            }

            if (column > block.Column)
            {
                if (leavesBlock) ReportMisaligned(token);
                return;
            }

            if (index == 0 || block.Role == BlockRole.Bracketed)
            {
                if (leavesBlock || block.IsAnchored) ReportMisaligned(token);
                return;
            }

            leavesBlock = true;
        }
    }

    private void Separate(int blockIndex)
    {
        CloseDownTo(blockIndex);
        _stack.Block(blockIndex).HasFieldValue = false;
        if (_previousKind == TokenKind.CloseAttribute) return;
        EmitVirtual(TokenKind.BlockSeparator);
        _isItemStart = true;
    }

    /// <summary>The line's column fits no block. Goes on as if it were aligned with the innermost one.</summary>
    private void ReportMisaligned(Token<TokenKind> token)
    {
        var index = _stack.BlockAtOrBelow(_stack.Count - 1);
        while (index > 0 && !_stack.Block(index).IsAnchored && _stack.Block(index).Role != BlockRole.Bracketed) index = _stack.BlockAtOrBelow(index - 1);
        _diagnostics.Add(SyntaxDiagnostics.Misaligned(_source.SpanOf(token), token.Position.Column, _stack.Block(index).Column));
        Separate(index);
    }

    /// <summary>A line that starts with an operator goes on with an expression above; the operator may stand left of it.</summary>
    private void ContinueWithOperator(Token<TokenKind> token, int column)
    {
        var keepFrom = _stack.Count - 1;
        var reach = column + token.Span.Length + 1;
        for (var index = _stack.BlockAtOrBelow(_stack.Count - 1); ; index = _stack.BlockAtOrBelow(index - 1))
        {
            var block = _stack.Block(index);
            if (reach >= block.Column || index == 0 || block.Role == BlockRole.Bracketed) break;
            var owner = _stack[index - 1];
            if (!block.IsAnchored && column > owner.Column) break;
            keepFrom = index - 1;
        }

        if (keepFrom < _stack.Count - 1) CloseDownTo(keepFrom);
    }

    /// <summary>Opens a block at the next token; an empty one if that token is not indented.</summary>
    private void OpenBlock(BlockRole role = BlockRole.Body)
    {
        EmitVirtual(TokenKind.BlockOpen);
        var anchor = _stack.AnchorColumn(_stack.Count);
        if (NextSignificant(_next + 1) is not { } index)
        {
            EmitVirtual(TokenKind.BlockClose);
            return;
        }

        var following = _input[index].Position;
        var isAnchored = IsFirstOnLine(index);
        if (isAnchored && following.Column <= anchor)
        {
            // The cases of a union may stand under `type`, and the block is right of them all the same.
            var isUnindentedCase = _input[index].Kind == TokenKind.Bar && following.Column == anchor && _stack.Top is KeywordContext { Keyword: TokenKind.Type };
            if (!isUnindentedCase)
            {
                EmitVirtual(TokenKind.BlockClose);
                return;
            }

            following = new Position(following.Absolute, following.Line, following.Column + 1);
        }

        _stack.Push(new BlockContext(following.Column, isAnchored, role));
        _isItemStart = true;
        _isBlockStart = true;
    }

    /// <summary>Ends everything inside the context at <paramref name="index"/>, which stays.</summary>
    private void CloseDownTo(int index)
    {
        while (_stack.Count - 1 > index)
        {
            if (_stack.Pop() is BlockContext { Role: not BlockRole.Bracketed }) EmitVirtual(TokenKind.BlockClose);
        }
    }

    private void CloseAll()
    {
        CloseAllBrackets(isIncomplete: true);
        CloseDownTo(0);
        EmitVirtual(TokenKind.EndOfInput);
    }
}
