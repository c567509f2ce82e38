namespace StateFlow.Language.Syntax;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>The program runs, but probably not as meant.</summary>
    Warning,

    /// <summary>The program is refused.</summary>
    Error,
}

/// <summary>Something the compiler has to say about a place in the source.</summary>
/// <param name="Code">The stable code, <c>SF</c> and four digits; <c>docs/diagnostics.md</c> explains each.</param>
/// <param name="Severity">Whether it refuses the program.</param>
/// <param name="Message">What was expected, what was found and, where known, what to do.</param>
/// <param name="Span">The place at fault.</param>
/// <param name="IsIncomplete">
/// The input ended too early: more text could make it right. A read-eval-print loop asks for another line then.
/// </param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceSpan Span, bool IsIncomplete = false)
{
    /// <summary>The text that the place is in, for those who show the line; null if it is not known.</summary>
    public SourceText? Source { get; init; }

    /// <summary><c>file(line,column): error SF0123: message</c>.</summary>
    public override string ToString() =>
        $"{Span}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}";
}
