using StateFlow.Language.Syntax.Lexing;
using Superpower.Model;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>A construct that has begun and not ended yet; the contexts form a stack.</summary>
/// <param name="column">Where it begins.</param>
internal abstract class LayoutContext(int column)
{
    public int Column { get; protected set; } = column;
}

internal enum BlockRole
{
    TopLevel,
    EntityBody,
    Body,
    /// <summary>The inside of a bracket: the bracket itself delimits it.</summary>
    Bracketed,
}

/// <summary>Lines of one indentation.</summary>
/// <param name="isAnchored">Its first token is the first of a line; if not, its column is an accident of the line.</param>
internal sealed class BlockContext(int column, bool isAnchored, BlockRole role) : LayoutContext(column)
{
    public bool IsAnchored { get; } = isAnchored;

    public BlockRole Role { get; } = role;

    /// <summary>In a record: the <c>=</c> after the field's name has been passed.</summary>
    public bool HasFieldValue { get; set; }
}

internal sealed class BracketContext(Token<TokenKind> open) : LayoutContext(open.Position.Column)
{
    public Token<TokenKind> Open { get; } = open;

    public TokenKind Closer => TokenKinds.Closer(Open.Kind);
}

internal enum Awaited
{
    /// <summary>The <c>=</c> of a declaration or loop, or the <c>in</c> of a loop.</summary>
    Equal,
    Then,
    Else,
    With,
    Arrow,
    Do,
    /// <summary>Nothing: its last part has begun.</summary>
    Nothing,
}

/// <summary>A construct with keywords inside: <c>if</c>, <c>match</c>, <c>let</c> and so on.</summary>
internal sealed class KeywordContext(TokenKind keyword, int column, Awaited awaits) : LayoutContext(column)
{
    public TokenKind Keyword { get; } = keyword;

    public Awaited Awaits { get; set; } = awaits;

    public bool IsDeclaration => Keyword is TokenKind.Let or TokenKind.LetBang or TokenKind.Member or TokenKind.Type or TokenKind.Entity;

    /// <summary>Takes <c>|</c>: a match whose arms have begun, or the declaration of a union.</summary>
    public bool HasArms =>
        (Keyword is TokenKind.Match or TokenKind.Function or TokenKind.Try && Awaits is Awaited.Arrow or Awaited.Nothing)
        || (Keyword == TokenKind.Type && Awaits == Awaited.Nothing);

    public void BeginArm(int column)
    {
        Column = column;
        Awaits = Awaited.Arrow;
    }
}
