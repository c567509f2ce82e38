using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using StateFlow.Clients.Sharing;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.CSharp.Assistance;
using StateFlow.Notebooks.CSharp.Forms;
using StateFlow.Notebooks.CSharp.Scripting;
using StateFlow.Notebooks.CSharp.Sharing;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp;

/// <summary>The C# cells of a notebook since its start or its last reset.</summary>
internal sealed class CSharpCells : IDisposable
{
    /// <summary>How long an interrupted cell has to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Func<object, MimeBundle?>? _form;
    private readonly ScriptChain _chain;
    private readonly SharedNames _names;
    private readonly Lazy<CellWorkspace> _workspace;
    private SerialOutput? _output;

    public CSharpCells(Session session, Func<object, MimeBundle?>? form)
    {
        _form = form;
        _chain = new ScriptChain(new CellGlobals(value => Output.Display(FormOf(value))));
        _names = new SharedNames(session, new ChainScript(_chain), new SessionCaller(session, text => Output.Print(text)));
        _workspace = new Lazy<CellWorkspace>(() => new CellWorkspace(_chain));
    }

    /// <summary>Where the running cell's output goes.</summary>
    private SerialOutput Output => _output ?? throw new InvalidOperationException("the cell has ended: what it started can show nothing more");

    public static Completeness CompletenessOf(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, ScriptChain.Syntax);
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return Completeness.Incomplete;
        return tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid : Completeness.Complete;
    }

    public async Task<CellResult> RunAsync(string text, ICellOutput output, CancellationToken cancellation)
    {
        _output = new SerialOutput(output);
        try
        {
            await BringInAsync().ConfigureAwait(false);
            var (script, guarded, diagnostics) = Compile(text, cancellation);
            if (diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)) return CellResult.Failed(CellErrors.Of(diagnostics, text), diagnostics);
            return await RunAsync(script, text, diagnostics, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted("interrupted before it began");
        }
        finally
        {
            _output = null;
        }
    }

    public async Task<ImmutableArray<CellDiagnostic>> DiagnoseAsync(string text, CancellationToken cancellation)
    {
        await BringInAsync().ConfigureAwait(false);
        return Compile(text, cancellation).Diagnostics;
    }

    public async Task<CellCompletions> CompleteAsync(string text, int position, CancellationToken cancellation) =>
        await CompletionSearch.FindAsync(await DocumentAsync(text).ConfigureAwait(false), text, position, cancellation).ConfigureAwait(false);

    public async Task<CellHover?> HoverAsync(string text, int position, CancellationToken cancellation) =>
        await HoverText.FindAsync(await DocumentAsync(text).ConfigureAwait(false), position, cancellation).ConfigureAwait(false);

    public async Task<CellSignatures?> SignaturesAsync(string text, int position, CancellationToken cancellation) =>
        await SignatureSearch.FindAsync(await DocumentAsync(text).ConfigureAwait(false), position, cancellation).ConfigureAwait(false);

    public void Dispose()
    {
        if (_workspace.IsValueCreated) _workspace.Value.Dispose();
        _chain.Dispose();
    }

    private Task BringInAsync() => _names.BringInAsync(_output is { } output ? output.PrintError : null);

    private async Task<Document> DocumentAsync(string text)
    {
        await BringInAsync().ConfigureAwait(false);
        return _workspace.Value.Document(text);
    }

    private (Script<object> Script, GuardedText Guarded, ImmutableArray<CellDiagnostic> Diagnostics) Compile(string text, CancellationToken cancellation)
    {
        var tree = CSharpSyntaxTree.ParseText(text, ScriptChain.Syntax, cancellationToken: cancellation);
        var isBroken = tree.GetDiagnostics(cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var guarded = isBroken ? new GuardedText(text, []) : GuardInsertion.Guard(tree, cancellation);
        var script = _chain.Compile(guarded.Text);
        ImmutableArray<CellDiagnostic> diagnostics =
        [
            .. Packages(tree),
            .. script.GetCompilation().GetDiagnostics(cancellation)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Select(diagnostic => CellErrors.Of(diagnostic, guarded)),
        ];
        var packages = diagnostics.Where(diagnostic => diagnostic.Code == PackageRefused).ToImmutableArray();
        return (script, guarded, packages.IsEmpty ? diagnostics : packages);
    }

    private const string PackageRefused = "SF0703";

    /// <summary>What asks for packages, which nothing here can get.</summary>
    private static IEnumerable<CellDiagnostic> Packages(SyntaxTree tree) => tree.GetCompilationUnitRoot().GetReferenceDirectives()
        .Where(directive => directive.File.ValueText.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        .Select(directive => new CellDiagnostic(
            new TextRange(directive.SpanStart, directive.Span.End),
            Severity.Error,
            PackageRefused,
            "packages cannot be loaded here: build against the package elsewhere and name the assembly, `#r \"path/to/Library.dll\"`"));

    private async Task<CellResult> RunAsync(Script<object> script, string text, ImmutableArray<CellDiagnostic> diagnostics, CancellationToken cancellation)
    {
        var output = Output;
        var scope = new CellScope(cancellation);
        using var console = new ConsoleRedirection(output);
        var run = Task.Run(
            async () =>
            {
                CellScope.Current = scope;
                return await _chain.RunAsync(script, cancellation).ConfigureAwait(false);
            },
            CancellationToken.None);
        try
        {
            if (!await EndsAsync(run, cancellation).ConfigureAwait(false))
                return Interrupted("interrupted while it waited: what it waits for goes on, and its variables are lost");
            var state = await run.ConfigureAwait(false);
            _chain.Continue(state, text);
            _names.TakeOver(output.PrintError, hasFailed: state.Exception is not null);
            if (state.Exception is OperationCanceledException && cancellation.IsCancellationRequested) return Interrupted("interrupted: what the cell did before stays");
            return state.Exception is { } exception
                ? CellResult.Failed(CellErrors.Of(exception), diagnostics)
                : CellResult.Done(HasValue(script, state.ReturnValue) ? FormOf(state.ReturnValue) : null, diagnostics);
        }
        catch (CompilationErrorException exception)
        {
            return CellResult.Failed(new CellError(exception.Diagnostics[0].Id, exception.Message, [exception.Message]), diagnostics);
        }
        finally
        {
            scope.End();
        }
    }

    /// <summary>Whether a run ends, which an interrupted one need not if it waits for something else.</summary>
    private static async Task<bool> EndsAsync(Task run, CancellationToken cancellation)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(interrupted.SetResult).ConfigureAwait(false);
        if (await Task.WhenAny(run, interrupted.Task).ConfigureAwait(false) == run) return true;
        return await Task.WhenAny(run, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) == run;
    }

    /// <summary>Whether a text ends with an expression that has a value; it may be null.</summary>
    private static bool HasValue(Script script, object? value)
    {
        if (value is not null) return true;
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }

    private static CellResult Interrupted(string message) => new(CellStatus.Interrupted, null, new CellError("Interrupted", message, [message]), []);

    private MimeBundle FormOf(object? value) => (value is null ? null : _form?.Invoke(value)) ?? ObjectForm.Of(value);
}
