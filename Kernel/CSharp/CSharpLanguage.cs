using System.Runtime.CompilerServices;
using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp;

/// <summary>C# as a language of cells, which shares entities and values with a session.</summary>
/// <remarks>
/// Every entity type of the session is a class whose methods can be awaited, <c>entities</c> creates and finds entities, and the
/// session's values are variables. Variables of C# whose types the entity language has become its values when a cell has run.
/// The compiler is loaded when it is first needed.
/// </remarks>
/// <param name="session">The entities and values of the notebook.</param>
/// <param name="form">The notebook's form of values that it knows; null, or null for a value, for those of C#.</param>
/// <example>
/// <code>
/// var options = NotebookOptions.Default with { OtherLanguages = session => [new CSharpLanguage(session)] };
/// var notebook = new NotebookSession(options);
/// </code>
/// </example>
public sealed class CSharpLanguage(Session session, Func<object, MimeBundle?>? form = null) : ICellLanguage
{
    private CSharpCells? _cells;

    /// <inheritdoc />
    public string Name => "csharp";

    /// <inheritdoc />
    public string DisplayName => "C#";

    /// <inheritdoc />
    public Task<CellResult> RunAsync(string text, ICellOutput output, CancellationToken cancellation) => Cells.RunAsync(text, output, cancellation);

    /// <inheritdoc />
    public Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string text, CancellationToken cancellation) => Cells.DiagnoseAsync(text, cancellation);

    /// <inheritdoc />
    public Task<CellCompletions> CompleteAsync(string text, int position, CancellationToken cancellation) => Cells.CompleteAsync(text, position, cancellation);

    /// <inheritdoc />
    public Task<CellHover?> HoverAsync(string text, int position, CancellationToken cancellation) => Cells.HoverAsync(text, position, cancellation);

    /// <inheritdoc />
    public Task<CellSignatures?> SignaturesAsync(string text, int position, CancellationToken cancellation) => Cells.SignaturesAsync(text, position, cancellation);

    /// <inheritdoc />
    public Completeness CompletenessOf(string text) => CSharpCells.CompletenessOf(text);

    /// <inheritdoc />
    public void Reset()
    {
        if (_cells is not null) Forget();
    }

    private CSharpCells Cells
    {
        // Not inlined into the properties, so that these do not need the compiler's assemblies.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _cells ??= new CSharpCells(session, form);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        _cells!.Dispose();
        _cells = null;
    }
}
