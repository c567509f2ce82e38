namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The kinds of token that the tokenizer and the layout pass produce.</summary>
/// <remarks>
/// What depends on white space is in the kind: an <em>adjacent</em> bracket follows its operand without a space
/// (<c>f(x)</c>, <c>xs[i]</c>), a <em>prefix</em> minus has a space before and none after (<c>f -1</c>).
/// </remarks>
internal enum TokenKind
{
    None,

    // Inserted by the layout pass.
    BlockOpen,
    BlockSeparator,
    BlockClose,
    EndOfInput,

    // Names and constants.
    Identifier,
    Underscore,
    TypeParameter,
    Integer,
    Float,
    String,
    VerbatimString,
    TripleQuotedString,
    InterpolationStart,
    InterpolationText,
    InterpolationEnd,
    HoleOpen,
    HoleFormat,
    HoleClose,
    DocComment,

    // Brackets.
    OpenParen,
    AdjacentOpenParen,
    CloseParen,
    OpenBracket,
    AdjacentOpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    OpenAttribute,
    CloseAttribute,

    // Punctuation.
    Comma,
    Semicolon,
    DoubleSemicolon,
    Colon,
    Dot,
    DotDot,
    Bar,
    RightArrow,
    LeftArrow,

    // Operators.
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    PipeRight,
    PipeLeft,
    /// <summary>The first character of <c>>></c>; a <see cref="Greater"/> follows. In two tokens, so that it can end two type argument lists.</summary>
    ComposeRight,
    ComposeLeft,
    AndAnd,
    OrOr,
    Append,
    Caret,
    Cons,
    Plus,
    Minus,
    PrefixMinus,
    Star,
    Slash,
    Percent,
    Power,

    // Keywords.
    And,
    AndBang,
    As,
    Begin,
    Do,
    Downto,
    Elif,
    Else,
    End,
    False,
    For,
    Fun,
    Function,
    If,
    In,
    Let,
    LetBang,
    Match,
    Member,
    Mutable,
    Of,
    Rec,
    Then,
    To,
    True,
    Try,
    Type,
    When,
    While,
    With,
    Yield,
    YieldBang,

    // Keywords in their places only; the layout pass makes them of identifiers.
    Entity,
    Key,
    Invariant,
    Private,

    // Text that is no token of the language; reported by the lexical check.
    ReservedWord,
    ForeignOperator,
    ArrayOpen,
    ArrayClose,
    Directive,
    CharacterLiteral,
    MalformedNumber,
    UnterminatedString,
    UnterminatedComment,
    UnterminatedName,
    UnknownText,
}
