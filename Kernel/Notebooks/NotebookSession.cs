using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks;

/// <summary>A notebook: cells that are run one after another, in the entity language and in others, with directives between them.</summary>
/// <remarks>
/// Used by one caller at a time; a host queues what comes meanwhile. Only the cancellation of a run may come from another thread.
/// </remarks>
/// <example>
/// <code>
/// var notebook = new NotebookSession();
/// var result = await notebook.RunAsync("#!graph\nlet x = 20\nx + 1", output, CancellationToken.None);
/// Console.WriteLine(result.Value?.PlainText); // 21
/// </code>
/// </example>
public sealed class NotebookSession : INotebook
{
    /// <summary>A notebook in which nothing is declared.</summary>
    /// <param name="others">Makes the languages that cells may be written in besides the entity language, on the entities of the notebook.</param>
    public NotebookSession(RunOptions? options = null, Func<Session, IEnumerable<ICellLanguage>>? others = null)
    {
        Entities = new Session(options ?? RunOptions.Default);
        Languages = [.. others?.Invoke(Entities) ?? []];
    }

    /// <summary>The entities and values of the notebook.</summary>
    public Session Entities { get; }

    /// <summary>The languages; the first one is that of cells that do not say.</summary>
    public ImmutableArray<ICellLanguage> Languages { get; }

    /// <summary>Runs a cell.</summary>
    public Task<CellResult> RunAsync(string cell, ICellOutput output, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>What compilers say about a cell, which is not run.</summary>
    public Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string cell, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>What could stand at a place of a cell.</summary>
    public Task<CellCompletions> CompleteAsync(string cell, int position, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>What stands at a place of a cell; null if there is nothing to say about it.</summary>
    public Task<CellHover?> HoverAsync(string cell, int position, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>What is being called at a place of a cell; null if nothing is.</summary>
    public Task<CellSignatures?> SignaturesAsync(string cell, int position, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Whether a cell could be run as it is.</summary>
    public Completeness CompletenessOf(string cell) => throw new NotImplementedException();

    /// <summary>Forgets everything.</summary>
    public void Reset() => throw new NotImplementedException();
}
