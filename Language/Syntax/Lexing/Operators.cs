namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The operators and punctuation marks, longest first, so that the first that fits is the right one.</summary>
internal static class Operators
{
    private static readonly (string Text, TokenKind Kind)[] All =
    [
        // Operators of F# or other languages that have no meaning here: read whole, to be named in a message.
        ("===", TokenKind.ForeignOperator),
        ("!==", TokenKind.ForeignOperator),
        ("|||", TokenKind.ForeignOperator),
        ("&&&", TokenKind.ForeignOperator),
        ("^^^", TokenKind.ForeignOperator),
        ("<<<", TokenKind.ForeignOperator),
        (":?>", TokenKind.ForeignOperator),
        ("==", TokenKind.ForeignOperator),
        ("!=", TokenKind.ForeignOperator),
        (":=", TokenKind.ForeignOperator),
        ("+=", TokenKind.ForeignOperator),
        ("-=", TokenKind.ForeignOperator),
        ("*=", TokenKind.ForeignOperator),
        ("/=", TokenKind.ForeignOperator),
        ("=>", TokenKind.ForeignOperator),
        ("++", TokenKind.ForeignOperator),
        ("--", TokenKind.ForeignOperator),
        (":>", TokenKind.ForeignOperator),
        (":?", TokenKind.ForeignOperator),
        ("??", TokenKind.ForeignOperator),

        ("[<", TokenKind.OpenAttribute),
        (">]", TokenKind.CloseAttribute),
        ("[|", TokenKind.ArrayOpen),
        ("|]", TokenKind.ArrayClose),
        (";;", TokenKind.DoubleSemicolon),
        ("..", TokenKind.DotDot),
        ("->", TokenKind.RightArrow),
        ("<-", TokenKind.LeftArrow),
        ("<>", TokenKind.NotEqual),
        ("<=", TokenKind.LessOrEqual),
        (">=", TokenKind.GreaterOrEqual),
        ("|>", TokenKind.PipeRight),
        ("<|", TokenKind.PipeLeft),
        ("<<", TokenKind.ComposeLeft),
        ("&&", TokenKind.AndAnd),
        ("||", TokenKind.OrOr),
        ("::", TokenKind.Cons),
        ("**", TokenKind.Power),

        ("(", TokenKind.OpenParen),
        (")", TokenKind.CloseParen),
        ("[", TokenKind.OpenBracket),
        ("]", TokenKind.CloseBracket),
        ("{", TokenKind.OpenBrace),
        ("}", TokenKind.CloseBrace),
        (",", TokenKind.Comma),
        (";", TokenKind.Semicolon),
        (":", TokenKind.Colon),
        (".", TokenKind.Dot),
        ("|", TokenKind.Bar),
        ("=", TokenKind.Equal),
        ("<", TokenKind.Less),
        (">", TokenKind.Greater),
        ("@", TokenKind.Append),
        ("^", TokenKind.Caret),
        ("+", TokenKind.Plus),
        ("-", TokenKind.Minus),
        ("*", TokenKind.Star),
        ("/", TokenKind.Slash),
        ("%", TokenKind.Percent),
        ("&", TokenKind.ForeignOperator),
        ("!", TokenKind.ForeignOperator),
        ("?", TokenKind.ForeignOperator),
        ("~", TokenKind.ForeignOperator),
    ];

    private static readonly (string Text, TokenKind Kind)[][] ByFirstCharacter = Index();

    /// <summary>The operator that <paramref name="text"/> starts with; an empty text if there is none.</summary>
    public static (string Text, TokenKind Kind) FindPrefix(ReadOnlySpan<char> text)
    {
        if (text[0] >= ByFirstCharacter.Length) return ("", TokenKind.None);
        foreach (var candidate in ByFirstCharacter[text[0]])
        {
            if (text.StartsWith(candidate.Text, StringComparison.Ordinal)) return candidate;
        }

        return ("", TokenKind.None);
    }

    private static (string Text, TokenKind Kind)[][] Index()
    {
        var lists = new List<(string Text, TokenKind Kind)>[128];
        foreach (var entry in All) (lists[entry.Text[0]] ??= []).Add(entry);
        return [.. lists.Select(list => list is null ? [] : list.ToArray())];
    }
}
