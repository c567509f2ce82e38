using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Directives;
using StateFlow.Notebooks.Languages;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks;

/// <summary>A notebook: cells that are run one after another, in the entity language and in others, with directives between them.</summary>
/// <remarks>
/// Used by one caller at a time; a host queues what comes meanwhile. Only the cancellation of a run may come from another thread.
/// </remarks>
/// <example>
/// <code>
/// var notebook = new NotebookSession(NotebookOptions.Default);
/// var result = await notebook.RunAsync("let x = 20\nx + 1", output, CancellationToken.None);
/// Console.WriteLine(result.Value?.PlainText); // 21
/// </code>
/// </example>
public sealed class NotebookSession : INotebook
{
    private readonly DirectiveTable _directives;
    private readonly EntityLanguage _entityLanguage;

    /// <summary>A notebook in which nothing is declared.</summary>
    public NotebookSession(NotebookOptions options)
    {
        Entities = new Session(options.Run);
        _entityLanguage = new EntityLanguage(Entities, options.Runner);
        Languages = [_entityLanguage, .. options.OtherLanguages(Entities)];
        _directives = new DirectiveTable(this, options);
    }

    /// <summary>The entities and values of the notebook.</summary>
    public Session Entities { get; }

    /// <summary>The languages; the first one is that of cells that do not say.</summary>
    public ImmutableArray<ICellLanguage> Languages { get; }

    /// <summary>The directives, for hosts that have to know them before they come.</summary>
    internal DirectiveTable Directives => _directives;

    /// <summary>Runs a cell: its parts in order, up to the first that does not run to its end.</summary>
    /// <returns>How it ended, with the value of its last part; never an exception for what the cell does.</returns>
    public async Task<CellResult> RunAsync(string cell, ICellOutput output, CancellationToken cancellation)
    {
        _entityLanguage.BeginCell();
        var language = Languages[0];
        var diagnostics = ImmutableArray.CreateBuilder<CellDiagnostic>();
        var result = CellResult.Done();
        var parts = CellReader.Read(cell);
        for (var at = 0; at < parts.Length; at++)
        {
            switch (parts[at])
            {
                case DirectiveLine line when Language(line.Name) is { } named:
                    language = named;
                    break;
                case DirectiveLine line:
                    (result, at, language) = await ExecuteAsync(line, at).ConfigureAwait(false);
                    break;
                case CodeLines code:
                    result = await language.RunAsync(code.Text, output, cancellation).ConfigureAwait(false);
                    break;
            }

            diagnostics.AddRange(result.Diagnostics);
            if (result.Status != CellStatus.Done) break;
        }

        return result with { Diagnostics = diagnostics.ToImmutable() };

        // A directive that is about code takes the next part that is some, in the language that is named before it.
        async Task<(CellResult Result, int Last, ICellLanguage Language)> ExecuteAsync(DirectiveLine line, int at)
        {
            if (_directives.Find(line.Name) is not { } directive) return (_directives.Unknown(line), at, language);
            var (codeLanguage, next) = (language, at + 1);
            while (next < parts.Length && parts[next] is DirectiveLine named && Language(named.Name) is { } other) (codeLanguage, next) = (other, next + 1);
            var code = directive.TakesCode && next < parts.Length ? parts[next] as CodeLines : null;
            var call = new DirectiveCall(line, code?.Text, codeLanguage, output, cancellation);
            var ended = await directive.RunAsync(call).ConfigureAwait(false);
            return code is null ? (ended, at, language) : (ended, next, codeLanguage);
        }
    }

    /// <summary>What compilers say about a cell, which is not run.</summary>
    public async Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string cell, CancellationToken cancellation)
    {
        var diagnostics = ImmutableArray.CreateBuilder<CellDiagnostic>();
        foreach (var (language, part) in WithLanguages(CellReader.Read(cell)))
        {
            if (part is CodeLines code) diagnostics.AddRange(await language.DiagnoseAsync(code.Text, cancellation).ConfigureAwait(false));
            else if (part is DirectiveLine line && Language(line.Name) is null && _directives.Find(line.Name) is null && _directives.Unknown(line).Error is { } error)
                diagnostics.Add(new CellDiagnostic(line.NameRange, Severity.Error, error.Name, error.Message));
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>What could stand at a place of a cell.</summary>
    public async Task<CellCompletions> CompleteAsync(string cell, int position, CancellationToken cancellation) => At(cell, position) switch
    {
        (_, DirectiveLine line) => _directives.Complete(line, position),
        (var language, CodeLines code) => await language.CompleteAsync(code.Text, position, cancellation).ConfigureAwait(false),
        _ => CellCompletions.NoneAt(position),
    };

    /// <summary>What stands at a place of a cell; null if there is nothing to say about it.</summary>
    public async Task<CellHover?> HoverAsync(string cell, int position, CancellationToken cancellation) => At(cell, position) switch
    {
        (_, DirectiveLine line) => _directives.Describe(line),
        (var language, CodeLines code) => await language.HoverAsync(code.Text, position, cancellation).ConfigureAwait(false),
        _ => null,
    };

    /// <summary>What is being called at a place of a cell; null if nothing is.</summary>
    public async Task<CellSignatures?> SignaturesAsync(string cell, int position, CancellationToken cancellation) =>
        At(cell, position) is (var language, CodeLines code) ? await language.SignaturesAsync(code.Text, position, cancellation).ConfigureAwait(false) : null;

    /// <summary>Whether a cell could be run as it is.</summary>
    public Completeness CompletenessOf(string cell) =>
        WithLanguages(CellReader.Read(cell)).Where(entry => entry.Part is CodeLines).Select(entry => entry.Language.CompletenessOf(((CodeLines)entry.Part).Text))
            .FirstOrDefault(completeness => completeness != Completeness.Complete, Completeness.Complete);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        foreach (var language in Languages) language.Reset();
    }

    private ICellLanguage? Language(string name) => Languages.FirstOrDefault(language => language.Name == name);

    private IEnumerable<(ICellLanguage Language, CellPart Part)> WithLanguages(IEnumerable<CellPart> parts)
    {
        var language = Languages[0];
        foreach (var part in parts)
        {
            if (part is DirectiveLine line && Language(line.Name) is { } named) language = named;
            yield return (language, part);
        }
    }

    /// <summary>The part in which a place is; behind blank lines it is the one before.</summary>
    private (ICellLanguage Language, CellPart? Part) At(string cell, int position) =>
        WithLanguages(CellReader.Read(cell)).LastOrDefault(entry => entry.Part.Range.Start <= position && (entry.Part is CodeLines || position <= entry.Part.Range.End));
}
