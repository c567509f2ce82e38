namespace StateFlow.Language.Syntax.Lexing;

/// <summary>The words that cannot be names.</summary>
internal static class Keywords
{
    private static readonly Dictionary<string, TokenKind> Words = new()
    {
        ["and"] = TokenKind.And,
        ["as"] = TokenKind.As,
        ["begin"] = TokenKind.Begin,
        ["do"] = TokenKind.Do,
        ["downto"] = TokenKind.Downto,
        ["elif"] = TokenKind.Elif,
        ["else"] = TokenKind.Else,
        ["end"] = TokenKind.End,
        ["false"] = TokenKind.False,
        ["for"] = TokenKind.For,
        ["fun"] = TokenKind.Fun,
        ["function"] = TokenKind.Function,
        ["if"] = TokenKind.If,
        ["in"] = TokenKind.In,
        ["let"] = TokenKind.Let,
        ["match"] = TokenKind.Match,
        ["member"] = TokenKind.Member,
        ["mutable"] = TokenKind.Mutable,
        ["of"] = TokenKind.Of,
        ["rec"] = TokenKind.Rec,
        ["then"] = TokenKind.Then,
        ["to"] = TokenKind.To,
        ["true"] = TokenKind.True,
        ["try"] = TokenKind.Try,
        ["type"] = TokenKind.Type,
        ["when"] = TokenKind.When,
        ["while"] = TokenKind.While,
        ["with"] = TokenKind.With,
        ["yield"] = TokenKind.Yield,
    };

    // Reserved by F#, without a meaning here.
    private static readonly HashSet<string> Reserved =
    [
        "abstract", "assert", "base", "class", "const", "default", "delegate", "done", "exception", "extern", "finally",
        "fixed", "global", "inherit", "inline", "interface", "internal", "lazy", "module", "namespace", "new", "null",
        "open", "override", "public", "return", "static", "struct", "upcast", "downcast", "use", "val", "void",
    ];

    private static readonly Dictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> WordLookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ReservedLookup =
        Reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The kind of <paramref name="word"/>: a keyword's own, or <see cref="TokenKind.Identifier"/>.</summary>
    public static TokenKind KindOf(ReadOnlySpan<char> word)
    {
        if (word is "_") return TokenKind.Underscore;
        if (WordLookup.TryGetValue(word, out var kind)) return kind;
        return ReservedLookup.Contains(word) ? TokenKind.ReservedWord : TokenKind.Identifier;
    }
}
