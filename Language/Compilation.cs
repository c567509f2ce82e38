using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language;

/// <summary>What compiling gave.</summary>
/// <param name="Program">The program; null if there are errors.</param>
/// <param name="Diagnostics">Errors and warnings in source order, file by file.</param>
public sealed record Compilation(Program? Program, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What expressions about the program, such as watches, may name; null if there are errors.</summary>
    public SubmissionScope? Scope { get; init; }

    /// <summary>Whether the input is refused only because it ended too early: more text could make it right.</summary>
    public bool IsIncomplete =>
        Diagnostics.Any(diagnostic => diagnostic.IsIncomplete)
        && Diagnostics.All(diagnostic => diagnostic.IsIncomplete || diagnostic.Severity == Severity.Warning);
}

/// <summary>The result of one pass as text.</summary>
/// <param name="Text">Empty if errors kept the pass from running.</param>
public sealed record StageResult(string Text, ImmutableArray<Diagnostic> Diagnostics);
