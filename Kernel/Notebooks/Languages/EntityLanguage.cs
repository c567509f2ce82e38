using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Assistance;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Languages;

/// <summary>Cells in the entity language.</summary>
internal sealed class EntityLanguage(Session session, ISubmissionRunner? runner) : ICellLanguage
{
    private int _cells;
    private int _parts;

    /// <summary>What is run from now on is a cell of its own: places in it bear its number.</summary>
    public void BeginCell() => (_cells, _parts) = (_cells + 1, 0);

    /// <summary>The next text of the cell that runs, under a name that no other has: <c>cell7</c>, or <c>cell7.2</c> behind a directive.</summary>
    public SourceText NextPart(string text) => new(++_parts == 1 ? $"cell{_cells}" : $"cell{_cells}.{_parts}", text);

    public string Name => "stateflow";

    public string DisplayName => "StateFlow's entity language";

    public Task<CellResult> RunAsync(string text, ICellOutput output, CancellationToken cancellation) =>
        Task.FromResult(Run(text, output, isTraced: false, cancellation).Result);

    /// <summary>Runs a text and tells what happened; null if it did not run.</summary>
    public (CellResult Result, Trace? Trace) Trace(string text, ICellOutput output, CancellationToken cancellation) =>
        Run(text, output, isTraced: true, cancellation);

    public Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string text, CancellationToken cancellation) =>
        Task.FromResult(Diagnostics(StateFlow.Language.Compiler.Submit(session.Scope, Source(text)).Diagnostics));

    public Task<CellCompletions> CompleteAsync(string text, int position, CancellationToken cancellation)
    {
        var found = session.Complete(text, position);
        return Task.FromResult(new CellCompletions(
            new TextRange(found.Start, position),
            [.. found.Items.Select(item => new CellCompletion(item.Text, Kind(item.Description), item.Description?.Signature, item.Description?.Documentation))]));
    }

    public Task<CellHover?> HoverAsync(string text, int position, CancellationToken cancellation)
    {
        var found = new LanguageService(session.Scope).DescribeAt(text, position);
        return Task.FromResult(found is null
            ? null
            : new CellHover(new TextRange(found.Start, found.Start + found.Length), DescriptionForm.Of(found.Description)));
    }

    public Task<CellSignatures?> SignaturesAsync(string text, int position, CancellationToken cancellation)
    {
        var call = new LanguageService(session.Scope).CallAt(text, position);
        return Task.FromResult(call is null
            ? null
            : new CellSignatures(
                [new CellSignature(call.Callee.Signature, call.Callee.Documentation, call.Callee.Parameters)],
                ActiveSignature: 0,
                Math.Min(call.Parameter, call.Callee.Parameters.Length - 1)));
    }

    public Completeness CompletenessOf(string text)
    {
        var parsed = Parser.Parse(Source(text));
        if (parsed.IsIncomplete) return Completeness.Incomplete;
        return parsed.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? Completeness.Invalid : Completeness.Complete;
    }

    public void Reset() => session.Reset();

    private (CellResult Result, Trace? Trace) Run(string text, ICellOutput output, bool isTraced, CancellationToken cancellation)
    {
        var source = NextPart(text);
        var result = runner is null
            ? session.Submit([source], output.Print, isTraced, cancellation)
            : runner.Run(session, source, output.Print, isTraced, cancellation);
        foreach (var notice in result.Notices) output.PrintError($"{notice}\n");
        return (Ended(result, output), result.Trace);
    }

    private CellResult Ended(SubmissionResult result, ICellOutput output)
    {
        var diagnostics = Diagnostics(result.Diagnostics);
        if (result.Status == SubmissionStatus.Interrupted) return CellResult.Interrupted;
        if (result.Status is SubmissionStatus.Refused or SubmissionStatus.Incomplete) return CellResult.Failed(ErrorForm.Of(result.Diagnostics), diagnostics);

        if (!result.Diagnostics.IsEmpty)
            output.Display(MimeBundle.OfText(DiagnosticsForm.Text(result.Diagnostics)).With(MimeBundle.Html, DiagnosticsForm.Html(result.Diagnostics)));
        if (result.Failure is { } failure) return CellResult.Failed(ErrorForm.Of(failure), diagnostics);
        var last = result.Declared.LastOrDefault(declared => declared.Declaration.IsLastValue);
        return CellResult.Done(last?.Value is { } value ? ValueBundle.Of(value, session.Program!, session.Entities) : null, diagnostics);
    }

    private static SourceText Source(string text) => new("cell", text);

    private static ImmutableArray<CellDiagnostic> Diagnostics(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Select(diagnostic => new CellDiagnostic(
            new TextRange(diagnostic.Span.Start.Offset, diagnostic.Span.End.Offset), diagnostic.Severity, diagnostic.Code, diagnostic.Message)),
    ];

    private static CompletionKind Kind(NameDescription? description) => description?.Kind switch
    {
        NameKind.Value or NameKind.Local => CompletionKind.Value,
        NameKind.Field or NameKind.Property => CompletionKind.Property,
        NameKind.Function or NameKind.Case => CompletionKind.Function,
        NameKind.Method => CompletionKind.Method,
        NameKind.Entity => CompletionKind.Entity,
        NameKind.Type => CompletionKind.Type,
        NameKind.Module => CompletionKind.Module,
        NameKind.Keyword => CompletionKind.Keyword,
        null => CompletionKind.Key,
        var kind => throw new ArgumentOutOfRangeException(nameof(description), kind, null),
    };
}
