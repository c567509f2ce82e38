using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>Brackets, which hide the indentation outside them and are balanced in the output.</summary>
internal sealed partial class OffsideRule
{
    private void OpenBracket(Token<TokenKind> token)
    {
        var anchor = _stack.AnchorColumn(_stack.Count);
        Emit(token);
        _stack.Push(new BracketContext(token));
        var following = NextSignificant(_next + 1);
        var isAnchored = following is { } next && IsFirstOnLine(next);
        var column = following is { } index ? _input[index].Position.Column : 1;
        _stack.Push(new BlockContext(column, isAnchored, BlockRole.Bracketed));
        _isItemStart = true;
        _isBlockStart = !(isAnchored && column <= anchor && StartsDeclaration(_input[following!.Value]));
    }

    private void CloseBracket(Token<TokenKind> token)
    {
        if (!_stack.HasBracketClosedBy(token.Kind))
        {
            _diagnostics.Add(SyntaxDiagnostics.UnmatchedCloser(_source.SpanOf(token), token.ToStringValue(), TokenNames.OpenerOf(token.Kind)));
            return;
        }

        var isReported = false;
        while (((BracketContext)_stack[_stack.InnermostBracket()]).Closer != token.Kind)
        {
            CloseInnermostBracket(isIncomplete: false, ref isReported);
        }

        CloseDownTo(_stack.InnermostBracket());
        _stack.Pop();
        Emit(token);
    }

    /// <summary>The fields of <c>{ r with ... }</c> are aligned with each other, not with <c>r</c>.</summary>
    private void BeginRecordFields(int block)
    {
        CloseDownTo(block);
        _stack.Pop();
        var following = NextSignificant(_next + 1);
        var isAnchored = following is { } next && IsFirstOnLine(next);
        var column = following is { } index ? _input[index].Position.Column : 1;
        _stack.Push(new BlockContext(column, isAnchored, BlockRole.Bracketed));
        _isBlockStart = true;
    }

    /// <summary>
    /// Ends the brackets that the line cannot be in: it starts a declaration, or stands left of what is in the bracket
    /// and no further right than the line that opened it. So a forgotten bracket costs one item, not the rest of the file.
    /// </summary>
    private void LeaveUnclosedBrackets(Token<TokenKind> token, bool startsLine)
    {
        var isReported = false;
        for (var bracket = _stack.InnermostBracket(); bracket >= 0 && MustLeave(bracket, token, startsLine); bracket = _stack.InnermostBracket())
        {
            CloseInnermostBracket(isIncomplete: false, ref isReported);
        }
    }

    private bool MustLeave(int bracket, Token<TokenKind> token, bool startsLine)
    {
        if (((BracketContext)_stack[bracket]).Open.Kind == TokenKind.InterpolationStart)
        {
            return token.Kind is not (TokenKind.InterpolationText or TokenKind.HoleOpen or TokenKind.InterpolationEnd);
        }

        if (!startsLine || TokenKinds.IsCloser(token.Kind)) return false;
        if (token.Kind is TokenKind.Member or TokenKind.Type or TokenKind.Entity or TokenKind.OpenAttribute) return true;
        var column = token.Position.Column;
        if (column > _stack.AnchorColumn(bracket)) return false;
        if (token.Kind is TokenKind.Let or TokenKind.LetBang) return true;
        return column < _stack.Block(bracket + 1).Column && !TokenKinds.IsInfix(token.Kind) && !IsOperandExpected() && !TokenKinds.IsOpener(_previousKind);
    }

    private void CloseAllBrackets(bool isIncomplete)
    {
        var isReported = false;
        while (_stack.InnermostBracket() >= 0) CloseInnermostBracket(isIncomplete, ref isReported);
    }

    /// <summary>Closes a bracket on the user's behalf. Of several that are left open at one place only the innermost is reported.</summary>
    private void CloseInnermostBracket(bool isIncomplete, ref bool isReported)
    {
        var index = _stack.InnermostBracket();
        var bracket = (BracketContext)_stack[index];
        if (!isReported)
        {
            _diagnostics.Add(bracket.Open.Kind == TokenKind.InterpolationStart
                ? SyntaxDiagnostics.UnterminatedString(_source.SpanOf(bracket.Open), isIncomplete)
                : SyntaxDiagnostics.UnclosedBracket(_source.SpanOf(bracket.Open), bracket.Open.ToStringValue(), TokenNames.Of(bracket.Closer), isIncomplete));
        }

        isReported = true;
        CloseDownTo(index);
        _stack.Pop();
        EmitVirtual(bracket.Closer);
    }
}
