using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>
/// Makes the block structure that indentation expresses explicit, as virtual tokens, so that the grammar behind it
/// is free of columns. F#'s offside rule, and lenient where F# only warns.
/// </summary>
internal sealed partial class OffsideRule
{
    /// <summary>Contexts open at once; beyond it the rest of the text is left out.</summary>
    private const int NestingLimit = 6_000;

    private readonly SourceText _source;
    private readonly Token<TokenKind>[] _input;
    private readonly List<Token<TokenKind>> _output;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly LayoutStack _stack = new();

    private int _next;
    private TokenKind _previousKind;
    private Position _previousEnd = Position.Zero;
    private bool _isItemStart = true;
    private bool _isBlockStart = true;

    private OffsideRule(SourceText source, Token<TokenKind>[] input)
    {
        _source = source;
        _input = input;
        _output = new List<Token<TokenKind>>(input.Length + (input.Length / 2) + 8);
    }

    /// <summary>Inserts block marks, closes brackets that are left open and tells contextual keywords from names.</summary>
    public static LayoutResult Apply(SourceText source, Token<TokenKind>[] tokens) => new OffsideRule(source, tokens).Run();

    private LayoutResult Run()
    {
        var firstColumn = NextSignificant(0) is { } first ? _input[first].Position.Column : 1;
        _stack.Push(new BlockContext(firstColumn, isAnchored: true, BlockRole.TopLevel));
        for (_next = 0; _next < _input.Length; _next++)
        {
            if (_input[_next].Kind == TokenKind.DocComment) continue;
            Place(_input[_next]);
            if (_stack.Count <= NestingLimit) continue;
            _diagnostics.Add(SyntaxDiagnostics.NestedTooDeeply(_source.SpanOf(_input[_next])));
            break;
        }

        CloseAll();
        return new LayoutResult([.. _output], _diagnostics.ToImmutable());
    }

    private void Place(Token<TokenKind> token)
    {
        var startsLine = IsFirstOnLine(_next);
        token = ResolveContextualKeyword(token, startsLine);
        LeaveUnclosedBrackets(token, startsLine);
        var lineStartColumn = startsLine ? token.Position.Column : (int?)null;
        if (Continue(token, lineStartColumn)) return;
        if (lineStartColumn is { } column && !_isBlockStart) StartLine(token, column);
        PlaceInBlock(token);
    }

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
                CloseAllBrackets(isIncomplete: false);
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

    /// <summary>A token that starts a construct, or is just an element of the current line.</summary>
    private void PlaceInBlock(Token<TokenKind> token)
    {
        var column = token.Position.Column;
        if (_isItemStart) EmitDocComments(token.Kind);
        switch (token.Kind)
        {
            case TokenKind.If:
                Begin(token, Awaited.Then);
                break;
            case TokenKind.Match:
                Begin(token, Awaited.With);
                break;
            case TokenKind.Function or TokenKind.Fun:
                Begin(token, Awaited.Arrow);
                break;
            case TokenKind.Try:
                Begin(token, Awaited.With);
                OpenBlock();
                break;
            case TokenKind.For:
                Begin(token, Awaited.Equal);
                break;
            case TokenKind.While:
                Begin(token, Awaited.Do);
                break;
            case TokenKind.Let or TokenKind.LetBang or TokenKind.Member or TokenKind.Type or TokenKind.Entity:
                Begin(token, Awaited.Equal);
                break;
            case TokenKind.Do:
                Emit(token);
                OpenBlock();
                break;
            case TokenKind.Equal:
                PlaceEqual(token);
                break;
            case TokenKind.LeftArrow:
                Emit(token);
                if (NextSignificant(_next + 1) is { } value && IsFirstOnLine(value)) OpenBlock();
                break;
            case var kind when TokenKinds.IsOpener(kind):
                OpenBracket(token);
                break;
            default:
                Emit(token);
                break;
        }
    }

    private void Begin(Token<TokenKind> token, Awaited awaits)
    {
        Emit(token);
        _stack.Push(new KeywordContext(token.Kind, token.Position.Column, awaits));
    }

    private void PlaceEqual(Token<TokenKind> token)
    {
        Emit(token);
        if (_stack.Top is KeywordContext { Awaits: Awaited.Equal } context)
        {
            if (context.Keyword == TokenKind.For)
            {
                context.Awaits = Awaited.Do;
                return;
            }

            context.Awaits = Awaited.Nothing;
            OpenBlock(context.Keyword == TokenKind.Entity ? BlockRole.EntityBody : BlockRole.Body);
        }
        else if (_stack.Top is BlockContext { HasFieldValue: false } block && IsInBrace(out _))
        {
            block.HasFieldValue = true;
            if (NextSignificant(_next + 1) is { } value && IsFirstOnLine(value)) OpenBlock();
        }
    }

    /// <summary>Whether the innermost bracket is a brace; <paramref name="block"/> is then the index of its inside.</summary>
    private bool IsInBrace(out int block)
    {
        var bracket = _stack.InnermostBracket();
        block = bracket + 1;
        return bracket >= 0 && ((BracketContext)_stack[bracket]).Open.Kind == TokenKind.OpenBrace;
    }

    /// <summary>The index of the next token that is not a comment; null at the end.</summary>
    private int? NextSignificant(int index)
    {
        while (index < _input.Length && _input[index].Kind == TokenKind.DocComment) index++;
        return index < _input.Length ? index : null;
    }

    private bool IsFirstOnLine(int index) =>
        index == 0 || _input[index].Position.Line > _input[index - 1].End().Line;

    private TextSpan At(Position position) => new(_source.Text, position, 0);

    private void Emit(Token<TokenKind> token)
    {
        _output.Add(token);
        _previousKind = token.Kind;
        _previousEnd = token.End();
        _isItemStart = token.Kind is TokenKind.Semicolon or TokenKind.CloseAttribute;
        _isBlockStart = false;
    }

    private void EmitVirtual(TokenKind kind) => _output.Add(new Token<TokenKind>(kind, At(_previousEnd)));

    /// <summary>A separator that is written: <c>in</c> or <c>;;</c>.</summary>
    private void EmitSeparator(Token<TokenKind> token)
    {
        Emit(new Token<TokenKind>(TokenKind.BlockSeparator, token.Span));
        _isItemStart = true;
    }

    /// <summary>Comments <c>///</c> before a declaration go with it, all others are dropped.</summary>
    private void EmitDocComments(TokenKind following)
    {
        if (following is not (TokenKind.Let or TokenKind.Member or TokenKind.Type or TokenKind.Entity or TokenKind.OpenAttribute)) return;
        var first = _next;
        while (first > 0 && _input[first - 1].Kind == TokenKind.DocComment) first--;
        for (var index = first; index < _next; index++) _output.Add(_input[index]);
    }
}
