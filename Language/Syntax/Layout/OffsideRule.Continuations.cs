using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>Keywords inside constructs: <c>then</c>, <c>else</c>, <c>with</c>, <c>|</c>, <c>-></c>, <c>in</c>, <c>and</c>.</summary>
internal sealed partial class OffsideRule
{
    /// <summary>Keywords and brackets that go on with, or end, a construct begun before. False if there is none such.</summary>
    private bool Continue(Token<TokenKind> token, int? lineStartColumn)
    {
        switch (token.Kind)
        {
            case TokenKind.Then when Find(Awaited.Then, lineStartColumn) is { } index:
                Resume(index, Awaited.Else, token);
                OpenBlock();
                return true;
            case TokenKind.Elif when Find(Awaited.Else, lineStartColumn) is { } index:
                Resume(index, Awaited.Then, token);
                return true;
            case TokenKind.Else when Find(Awaited.Else, lineStartColumn) is { } index:
                ResumeElse(index, token);
                return true;
            case TokenKind.With when Find(Awaited.With, lineStartColumn) is { } index:
                Resume(index, Awaited.Arrow, token);
                return true;
            case TokenKind.With when IsInBrace(out var braceBlock):
                CloseDownTo(braceBlock);
                Emit(token);
                BeginRecordFields(braceBlock);
                return true;
            case TokenKind.Do when Find(Awaited.Do, lineStartColumn) is { } index:
                Resume(index, Awaited.Nothing, token);
                OpenBlock();
                return true;
            case TokenKind.RightArrow when _stack.Find(context => context.Awaits == Awaited.Arrow || (context.Awaits == Awaited.Do && context.Keyword == TokenKind.For), lineStartColumn) is { } index:
                Resume(index, Awaited.Nothing, token);
                OpenBlock();
                return true;
            case TokenKind.In when _stack.Find(context => context.Keyword is TokenKind.For or TokenKind.Let, lineStartColumn) is { } index:
                ResumeIn(index, token);
                return true;
            case TokenKind.And or TokenKind.AndBang when _stack.Find(context => context is { IsDeclaration: true, Awaits: Awaited.Nothing }, lineStartColumn) is { } index:
                ResumeAnd(index, token);
                return true;
            case TokenKind.Bar when _stack.Find(context => context.HasArms, lineStartColumn) is { } index:
                BeginArm(index, token);
                return true;
            case TokenKind.Bar when _stack.Find(context => context is { Keyword: TokenKind.Match, Awaits: Awaited.With }, lineStartColumn) is { } index:
                _diagnostics.Add(SyntaxDiagnostics.MissingWith(_source.SpanOf(token)));
                CloseDownTo(index);
                EmitVirtual(TokenKind.With);
                BeginArm(index, token);
                return true;
            case TokenKind.Semicolon when IsInBrace(out var braceBlock):
                CloseDownTo(braceBlock);
                _stack.InnermostBlock().HasFieldValue = false;
                Emit(token);
                return true;
            case TokenKind.HoleFormat when _stack.InnermostBracket() is >= 0 and var hole:
                CloseDownTo(hole + 1);
                Emit(token);
                return true;
            case TokenKind.DoubleSemicolon:
                CloseAllBrackets(isIncomplete: false, isReported: false);
                CloseDownTo(0);
                EmitSeparator(token);
                return true;
            case var kind when TokenKinds.IsCloser(kind):
                CloseBracket(token);
                return true;
            default:
                return false;
        }
    }

    private int? Find(Awaited awaited, int? lineStartColumn) => _stack.Find(context => context.Awaits == awaited, lineStartColumn);

    private void Resume(int index, Awaited awaits, Token<TokenKind> token)
    {
        CloseDownTo(index);
        ((KeywordContext)_stack.Top).Awaits = awaits;
        Emit(token);
    }

    /// <summary><c>else if</c> in one line goes on with the same <c>if</c>, as <c>elif</c> does.</summary>
    private void ResumeElse(int index, Token<TokenKind> token)
    {
        if (_next + 1 < _input.Length && _input[_next + 1] is { Kind: TokenKind.If } following && !IsFirstOnLine(_next + 1))
        {
            _next++;
            var length = following.Position.Absolute + following.Span.Length - token.Position.Absolute;
            Resume(index, Awaited.Then, new Token<TokenKind>(TokenKind.Elif, new TextSpan(_source.Text, token.Position, length)));
            return;
        }

        Resume(index, Awaited.Nothing, token);
        OpenBlock();
    }

    private void ResumeIn(int index, Token<TokenKind> token)
    {
        var context = (KeywordContext)_stack[index];
        if (context.Keyword == TokenKind.For)
        {
            Resume(index, Awaited.Do, token);
            return;
        }

        CloseDownTo(index);
        _stack.Pop();
        EmitSeparator(token);
    }

    private void ResumeAnd(int index, Token<TokenKind> token)
    {
        var context = (KeywordContext)_stack[index];
        if (context.Keyword == TokenKind.Type)
        {
            CloseDownTo(index);
            _stack.Pop();
            EmitSeparator(new Token<TokenKind>(TokenKind.BlockSeparator, At(_previousEnd)));
            PlaceInBlock(new Token<TokenKind>(TokenKind.Type, token.Span));
            return;
        }

        Resume(index, Awaited.Equal, token);
    }

    private void BeginArm(int index, Token<TokenKind> token)
    {
        var context = (KeywordContext)_stack[index];
        if (context.Keyword == TokenKind.Type)
        {
            CloseDownTo(Math.Min(index + 1, _stack.Count - 1));
        }
        else
        {
            CloseDownTo(index);
            context.BeginArm(token.Position.Column);
        }

        Emit(token);
    }
}
