using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks;

/// <summary>What a host needs of a notebook. Used by one caller at a time; only the cancellation of a run may come from another thread.</summary>
public interface INotebook
{
    /// <summary>Runs a cell.</summary>
    /// <returns>How it ended; never an exception for what the cell does.</returns>
    Task<CellResult> RunAsync(string cell, ICellOutput output, CancellationToken cancellation);

    /// <summary>What compilers say about a cell, which is not run.</summary>
    Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string cell, CancellationToken cancellation);

    /// <summary>What could stand at a place of a cell.</summary>
    Task<CellCompletions> CompleteAsync(string cell, int position, CancellationToken cancellation);

    /// <summary>What stands at a place of a cell; null if there is nothing to say about it.</summary>
    Task<CellHover?> HoverAsync(string cell, int position, CancellationToken cancellation);

    /// <summary>What is being called at a place of a cell; null if nothing is.</summary>
    Task<CellSignatures?> SignaturesAsync(string cell, int position, CancellationToken cancellation);

    /// <summary>Whether a cell could be run as it is.</summary>
    Completeness CompletenessOf(string cell);

    /// <summary>Forgets everything.</summary>
    void Reset();
}
