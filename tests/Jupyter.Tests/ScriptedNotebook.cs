using StateFlow.Notebooks;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Tests;

/// <summary>A notebook whose cells do what their first word says; any other cell gives its own text.</summary>
internal sealed class ScriptedNotebook : INotebook
{
    public const string CompletedText = "🍏pple";

    private static readonly CellResult Failed = CellResult.Failed(new CellError("Failure", "it failed", ["cell(1,1): it failed", "  fail"]));

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All cells that were run.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>Where help was last asked for.</summary>
    public int? Position { get; private set; }

    /// <summary>Done when a cell waits.</summary>
    public Task Started => _started.Task;

    /// <summary>Lets the cell <c>wait</c> end.</summary>
    public void Release() => _release.SetResult();

    public async Task<CellResult> RunAsync(string cell, ICellOutput output, CancellationToken cancellation)
    {
        Cells.Add(cell);
        switch (cell.Split(' ', 2))
        {
            case ["print", var count]:
                for (var line = 1; line <= int.Parse(count); line++) output.Print($"line {line}\n");
                return CellResult.Done();
            case ["both"]:
                output.Print("one ");
                output.Print("two\n");
                output.PrintError("three\n");
                output.Print("half \ud83c of a pair\n");
                return CellResult.Done(MimeBundle.OfText("shown after all output"));
            case ["progress"]:
                output.Print("before\n");
                var display = output.Display(MimeBundle.OfText("0 %").With(MimeBundle.Json, """{"done":0}"""));
                display.Update(MimeBundle.OfText("50 %"));
                display.Update(MimeBundle.OfText("100 %"));
                output.Print("after\n");
                return CellResult.Done();
            case ["fail"]:
                return Failed;
            case ["throw"]:
                throw new InvalidCastException("a fault of the notebook");
            case ["nothing"]:
                return CellResult.Done();
            case ["wait"]:
                _started.SetResult();
                await _release.Task;
                return CellResult.Done();
            case ["wait-and-fail"]:
                _started.SetResult();
                await _release.Task;
                return Failed;
            case ["endless"]:
                _started.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, CancellationToken.None);
                return CellResult.Interrupted;
            default:
                return CellResult.Done(MimeBundle.OfText(cell.Length > 100 ? $"{cell.Length}" : cell));
        }
    }

    public Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string cell, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CellDiagnostic>.Empty);

    /// <summary>Completes the last word before the place.</summary>
    public Task<CellCompletions> CompleteAsync(string cell, int position, CancellationToken cancellation)
    {
        Position = position;
        var start = position == 0 ? 0 : cell.LastIndexOf(' ', position - 1) + 1;
        return Task.FromResult(new CellCompletions(
            new TextRange(start, position),
            [new CellCompletion(CompletedText, CompletionKind.Entity, "entity Apple"), new CellCompletion("#!graph", CompletionKind.Directive)]));
    }

    public Task<CellHover?> HoverAsync(string cell, int position, CancellationToken cancellation)
    {
        Position = position;
        return Task.FromResult(cell.StartsWith("known") ? new CellHover(new TextRange(0, 5), MimeBundle.OfText("known : int")) : null);
    }

    public Task<CellSignatures?> SignaturesAsync(string cell, int position, CancellationToken cancellation) =>
        Task.FromResult(cell.Contains('(') ? new CellSignatures([new CellSignature("Buy(amount: int) : bool", "Buys.", ["amount: int"])], 0, 0) : null);

    public Completeness CompletenessOf(string cell) =>
        cell.EndsWith('=') ? Completeness.Incomplete : cell.EndsWith('?') ? Completeness.Invalid : Completeness.Complete;

    public void Reset() => throw new NotSupportedException();
}
