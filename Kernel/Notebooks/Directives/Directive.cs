using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Directives;

/// <summary>Something that a cell can ask for by <c>#!</c> and a name.</summary>
/// <param name="Name">Without <c>#!</c>.</param>
/// <param name="Arguments">What it takes, for help; empty if nothing.</param>
/// <param name="Summary">One line.</param>
/// <param name="Details">What help says besides; may be empty.</param>
internal sealed record Directive(string Name, string Arguments, string Summary, string Details, Func<DirectiveCall, Task<CellResult>> RunAsync)
{
    /// <summary>Whether it is about the code below it.</summary>
    public bool TakesCode { get; init; }

    /// <summary>The words that could come next in its arguments.</summary>
    public Func<IEnumerable<string>> Words { get; init; } = static () => [];

    /// <summary>As it is written: <c>#!graph [calls | NAME]</c>.</summary>
    public string Usage => $"{DirectiveLine.Mark}{Name} {Arguments}".TrimEnd();
}

/// <summary>A directive in a cell.</summary>
/// <param name="Code">The code below it; null if there is none, or the directive is not about code.</param>
/// <param name="Language">That of the code.</param>
internal sealed record DirectiveCall(DirectiveLine Line, string? Code, ICellLanguage Language, ICellOutput Output, CancellationToken Cancellation)
{
    /// <summary>The words after the name.</summary>
    public ImmutableArray<string> Words => [.. Line.Arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The directive cannot do what it is asked for.</summary>
    public CellResult Refuse(string reason)
    {
        var error = new CellDiagnostic(Line.Range, StateFlow.Language.Syntax.Severity.Error, DirectiveTable.WrongCall, $"{DirectiveLine.Mark}{Line.Name}: {reason}");
        return CellResult.Failed(new CellError(error.Code, error.Message, [$"error {error.Code}: {error.Message}"]), [error]);
    }

    /// <summary>Shows something and ends.</summary>
    public CellResult Show(MimeBundle content)
    {
        Output.Display(content);
        return CellResult.Done();
    }
}
