using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Cells;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>It was refused, or it failed; <see cref="CellResult.Error"/> says why.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Interrupted,
}

/// <summary>What running a cell gave, besides what it has put out.</summary>
/// <param name="Value">The value of its last expression; null if it does not end with one.</param>
/// <param name="Error">Why it did not run to its end.</param>
/// <param name="Diagnostics">What the compiler says.</param>
public sealed record CellResult(CellStatus Status, MimeBundle? Value, CellError? Error, ImmutableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>The cell ran to its end.</summary>
    public static CellResult Done(MimeBundle? value = null, ImmutableArray<CellDiagnostic> diagnostics = default) =>
        new(CellStatus.Done, value, null, diagnostics.IsDefault ? [] : diagnostics);

    /// <summary>The cell was refused or failed.</summary>
    public static CellResult Failed(CellError error, ImmutableArray<CellDiagnostic> diagnostics = default) =>
        new(CellStatus.Failed, null, error, diagnostics.IsDefault ? [] : diagnostics);

    /// <summary>The cell was interrupted.</summary>
    public static CellResult Interrupted { get; } = new(
        CellStatus.Interrupted, null, new CellError("Interrupted", "interrupted: the session is as it was before the cell", []), []);
}

/// <summary>Why a cell did not run to its end.</summary>
/// <param name="Name">The kind of error, such as <c>SF0201</c>, <c>Failure</c> or <c>System.FormatException</c>.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="Lines">All there is to say, a line each: the place, the line at fault with carets, the chain of calls.</param>
public sealed record CellError(string Name, string Message, ImmutableArray<string> Lines);

/// <summary>Something a compiler has to say about a place in a cell.</summary>
public sealed record CellDiagnostic(TextRange Range, Severity Severity, string Code, string Message);
