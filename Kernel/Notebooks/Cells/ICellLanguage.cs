using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Cells;

/// <summary>A language in which cells can be written. Used by one caller at a time.</summary>
public interface ICellLanguage
{
    /// <summary>Its name in directives: <c>csharp</c> for <c>#!csharp</c>.</summary>
    string Name { get; }

    /// <summary>Its name for people.</summary>
    string DisplayName { get; }

    /// <summary>Runs a text.</summary>
    /// <returns>How it ended; never an exception for what the text does.</returns>
    Task<CellResult> RunAsync(string text, ICellOutput output, CancellationToken cancellation);

    /// <summary>What the compiler says about a text, which is not run.</summary>
    Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string text, CancellationToken cancellation);

    /// <summary>What could stand at a place.</summary>
    Task<CellCompletions> CompleteAsync(string text, int position, CancellationToken cancellation);

    /// <summary>What stands at a place; null if there is nothing to say about it.</summary>
    Task<CellHover?> HoverAsync(string text, int position, CancellationToken cancellation);

    /// <summary>What is being called at a place; null if nothing is.</summary>
    Task<CellSignatures?> SignaturesAsync(string text, int position, CancellationToken cancellation);

    /// <summary>Whether a text could be run as it is.</summary>
    Completeness CompletenessOf(string text);

    /// <summary>Forgets everything.</summary>
    void Reset();
}
