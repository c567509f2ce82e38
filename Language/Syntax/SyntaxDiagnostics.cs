namespace StateFlow.Language.Syntax;

/// <summary>Every message about text, layout and grammar; one method a code.</summary>
internal static class SyntaxDiagnostics
{
    // Text.

    public static Diagnostic UnknownText(SourceSpan span, string text) =>
        Error("SF0101", $"`{Shorten(text)}` is not part of the language", span);

    public static Diagnostic UnterminatedString(SourceSpan span, bool isIncomplete) =>
        Error("SF0102", "unterminated string: the closing quote is missing", span, isIncomplete);

    public static Diagnostic UnterminatedComment(SourceSpan span) =>
        Error("SF0103", "unterminated comment: `*)` is missing", span, isIncomplete: true);

    public static Diagnostic UnterminatedName(SourceSpan span) =>
        Error("SF0104", "unterminated name: the closing ` `` ` is missing", span);

    public static Diagnostic MalformedNumber(SourceSpan span, string text) =>
        Error("SF0105", $"`{Shorten(text)}` is not a number: expected digits, as in `42`, `1.5`, `1e-3` or `0xFF`", span);

    public static Diagnostic IntegerOutOfRange(SourceSpan span, string text) =>
        Error("SF0106", $"`{Shorten(text)}` does not fit in `int`, which goes from -9223372036854775808 to 9223372036854775807", span);

    public static Diagnostic CharacterLiteral(SourceSpan span, string text) =>
        Error("SF0107", $"{text} is a character, which the language does not have: use a string of one, \"{text.Trim('\'')}\"", span);

    public static Diagnostic Tab(SourceSpan span) =>
        Error("SF0108", "tabs are not allowed for indentation: use spaces", span);

    public static Diagnostic ReservedWord(SourceSpan span, string word) =>
        Error("SF0109", $"`{word}` is a reserved word and not part of the language{ReservedWordAdvice(word)}", span);

    public static Diagnostic ForeignOperator(SourceSpan span, string text) =>
        Error("SF0110", $"`{text}` is not an operator of the language{OperatorAdvice(text)}", span);

    public static Diagnostic Array(SourceSpan span) =>
        Error("SF0111", "arrays are not part of the language: use a list, `[a; b]`", span);

    public static Diagnostic Directive(SourceSpan span, string text) =>
        Error("SF0112", $"`{Shorten(text)}`: directives are not part of the language", span);

    public static Diagnostic TextTooLong(SourceSpan span, int limit) =>
        Error("SF0113", $"the source text is longer than {limit} characters: split it into several files", span);

    public static Diagnostic StrayBrace(SourceSpan span) =>
        Error("SF0114", "`}` closes no hole of this interpolated string: write `}}` for a brace", span);

    // Layout.

    public static Diagnostic UnmatchedCloser(SourceSpan span, string closer, string opener) =>
        Error("SF0120", $"`{closer}` has no matching `{opener}`", span);

    public static Diagnostic UnclosedBracket(SourceSpan span, string opener, string closer, bool isIncomplete) =>
        Error("SF0121", $"`{opener}` is not closed: {closer} is missing", span, isIncomplete);

    public static Diagnostic Misaligned(SourceSpan span, int column, int expected) =>
        Error("SF0122", $"this line is indented {(column > expected ? "more" : "less")} than the block it is in: it starts in column {column}, expected column {expected}", span);

    public static Diagnostic MismatchedCloser(SourceSpan span, string closer, string opener, string expected) =>
        Error("SF0125", $"`{closer}` does not match `{opener}`: expected {expected}", span);

    public static Diagnostic NotIndented(SourceSpan span, string opener) =>
        Error("SF0126", $"this line is not indented: the body after `{opener}` starts further right than the line it belongs to", span);

    public static Diagnostic MissingWith(SourceSpan span) =>
        Error("SF0127", "expected `with` before the first case of a `match`, found `|`", span);

    public static Diagnostic MisspelledKeyword(SourceSpan span, string word, string keyword) =>
        Error("SF0123", $"`{word}` is not a keyword: did you mean `{keyword}`?", span);

    public static Diagnostic NestedTooDeeply(SourceSpan span) =>
        Error("SF0124", "this is nested too deeply: give inner parts names with `let`", span);

    // Grammar.

    public static Diagnostic Unexpected(SourceSpan span, string expected, string after, string found, bool isIncomplete) =>
        Error("SF0130", $"expected {expected}{(after.Length > 0 ? $" after `{Shorten(after)}`" : "")}, found {found}", span, isIncomplete);

    public static Diagnostic KeywordOutOfPlace(SourceSpan span, string keyword, string partner) =>
        Error("SF0131", $"`{keyword}` has no matching `{partner}`", span);

    public static Diagnostic FunctionInEntity(SourceSpan span, string name) =>
        Error("SF0132", $"a function cannot be state: make it a member, `member private this.{name}(...)`, or move it out of the entity", span);

    public static Diagnostic OnlyAtTopLevel(SourceSpan span, string what) =>
        Error("SF0133", $"{what} can be declared at the top level only: move it out and start it in the first column", span);

    public static Diagnostic MemberWithoutSelf(SourceSpan span, string name) =>
        Error("SF0134", $"expected `this.` before the member's name: `member this.{name}`", span);

    public static Diagnostic FieldPattern(SourceSpan span) =>
        Error("SF0135", "expected a name: the state of an entity is declared field by field", span);

    public static Diagnostic MisplacedAttribute(SourceSpan span) =>
        Error("SF0136", "an attribute such as `[<Transactional>]` can only stand before a member of an entity: leave it out", span);

    public static Diagnostic MisplacedMember(SourceSpan span) =>
        Error("SF0137", "a member can only stand in the body of an entity: indent it as the lines of that body are", span);

    public static Diagnostic BlockInBraces(SourceSpan span) =>
        Error("SF0138", "braces hold records, `{ x = 1 }` or `{ r with x = 1 }`: a block is marked by indenting its lines", span);

    private static Diagnostic Error(string code, string message, SourceSpan span, bool isIncomplete = false) =>
        new(code, Severity.Error, message, span, isIncomplete);

    private static string Shorten(string text) => text.Length <= 30 ? text : $"{text[..27]}...";

    private static string ReservedWordAdvice(string word) => word switch
    {
        "open" or "module" or "namespace" => ": the library is always open, and a program is one file",
        "class" or "interface" or "abstract" or "inherit" or "new" => ": state is declared with `entity`, data with `type`",
        "null" => ": use `None`",
        "inline" or "public" or "internal" => ": leave it out",
        "finally" => ": handle failures with `try ... with`",
        "use" => ": use `let`",
        "val" or "static" or "override" or "default" => ": use `let` or `member`",
        "exception" => ": use `failwith`",
        "return" => ": the last line of a block is its value",
        _ => "",
    };

    private static string OperatorAdvice(string text) => text switch
    {
        "==" or "===" => ": use `=`",
        "!=" or "!==" => ": use `<>`",
        ":=" => ": use `<-`",
        "!" => ": use `not`",
        "=>" => ": use `->`",
        "&" or "&&&" => ": use `&&`",
        "|||" => ": use `||`",
        "++" or "+=" => ": use `x <- x + 1`",
        "--" or "-=" => ": use `x <- x - 1`",
        "*=" or "/=" => $": use `x <- x {text[0]} 2`",
        _ => "",
    };
}
