using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Passes;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A session: texts that are run one after another on the same entities, each seeing what the earlier ones declare.</summary>
/// <remarks>
/// A submission that is refused or interrupted changes nothing. One that fails keeps what it did, and the values that it bound
/// before. Not safe for use by several threads at once.
/// </remarks>
/// <example>
/// <code>
/// var session = new Session(RunOptions.Default);
/// session.Submit("let x = 20", Console.Out);
/// Console.WriteLine(session.Submit("x + 1", Console.Out).Declared[0]); // val it : int = 21
/// </code>
/// </example>
public sealed partial class Session
{
    private readonly RunOptions _options;
    private readonly List<ImmutableArray<SourceText>> _submissions = [];
    private readonly List<SubmissionScope> _scopes = []; // Before each submission.
    private readonly List<OutsideStep> _outside = [];
    private SubmissionScope _scope = SubmissionScope.Empty;
    private EntityStore _store = EntityStore.Empty;
    private LoadedProgram? _program;
    private int _number;

    /// <summary>A session in which nothing is declared.</summary>
    public Session(RunOptions options) => _options = options;

    /// <summary>What is declared so far.</summary>
    public SubmissionScope Scope => _scope;

    /// <summary>All that is declared so far, with the script of the last submission; null if that is nothing.</summary>
    public Program? Program => _scope.Program;

    /// <summary>The states of all entities, the script's included.</summary>
    public IReadOnlyDictionary<EntityReference, EntityState> Entities => _store.Entities;

    /// <summary>The entities and their states as tables.</summary>
    public Sequence<EntityTable> Tables => Program is null ? [] : EntityTables.Of(Program, Entities);

    /// <summary>The texts that were run so far, a submission each.</summary>
    public IReadOnlyList<ImmutableArray<SourceText>> Submissions => _submissions;

    /// <summary>Runs a text, and everything that it starts, to the end.</summary>
    /// <param name="output">Is given what it prints, when it does.</param>
    public SubmissionResult Submit(string text, TextWriter output, CancellationToken cancellation = default) =>
        Submit([new SourceText($"input{_number + 1}", text)], output.Write, isTraced: false, cancellation);

    /// <summary>Runs texts that are one submission.</summary>
    /// <param name="isTraced">Whether the result is to hold what happened.</param>
    public SubmissionResult Submit(ImmutableArray<SourceText> sources, Action<string> print, bool isTraced = false, CancellationToken cancellation = default)
    {
        var submission = Compiler.Submit(_scope, sources);
        if (submission.Program is null) return Refused(submission);
        var options = _options with { Cancellation = cancellation };
        try
        {
            var prepared = Prepare(sources, submission, options);
            return Commit(prepared, SubmissionRun.Of(prepared.Program, prepared.Beginning, options, print, isTraced));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Without(submission, SubmissionStatus.Interrupted);
        }
    }

    /// <summary>Begins a submission that is run under the debugger; the session stays as it is until the submission is committed.</summary>
    /// <param name="print">Is given what the run prints when it goes forward: after going back, once more.</param>
    /// <returns>The submission before its first step, or what refuses it.</returns>
    public (DebugSubmission? Submission, SubmissionResult? Refusal) Debug(
        ImmutableArray<SourceText> sources, Action<string>? print = null, DebugOptions? debugOptions = null, CancellationToken cancellation = default)
    {
        var submission = Compiler.Submit(_scope, sources);
        if (submission.Program is null) return (null, Refused(submission));
        try
        {
            var prepared = Prepare(sources, submission, _options with { Cancellation = cancellation });
            var evaluator = new ScopeEvaluator(prepared.Program, submission.Scope, _options);
            return (new DebugSubmission(this, prepared, new DebugSession(prepared.Program, prepared.Beginning, _options, debugOptions, evaluator, print)), null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (null, Without(submission, SubmissionStatus.Interrupted));
        }
    }

    /// <summary>Explores what a submission could do in all orders of events, on the entities of the session, which stays as it is.</summary>
    /// <param name="progress">Is told now and then how far the search is.</param>
    /// <param name="cancellation">Ends the search; what has been found until then is reported.</param>
    /// <returns>What was found, or what refuses the submission.</returns>
    public (ExplorationResult? Result, SubmissionResult? Refusal) Explore(
        ImmutableArray<SourceText> sources, ExplorationOptions options, IProgress<ExplorationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var submission = Compiler.Submit(_scope, sources);
        if (submission.Program is null) return (null, Refused(submission));
        var prepared = Prepare(sources, submission, _options);
        return (Explorer.Explore(new RunStart(prepared.Program, prepared.Beginning), options, progress, cancellation), null);
    }

    /// <summary>The value of an expression, computed on a copy of the states: whatever it does is forgotten.</summary>
    public Evaluation Evaluate(string expression, CancellationToken cancellation = default) =>
        new CompiledExpression(_scope, [], _program?.ConstantValues ?? [], expression).Evaluate(_store, [], _options with { Cancellation = cancellation });

    /// <summary>The type of an expression; null, with the reasons, if it has none.</summary>
    public (DataType? Type, ImmutableArray<Diagnostic> Diagnostics) TypeOf(string expression) => ExpressionEvaluation.TypeOf(_scope, expression);

    /// <summary>What could stand at a place of a text.</summary>
    public CompletionList Complete(string text, int position) => new CompletionFinder(_scope, _store).Find(text, position);

    /// <summary>What each pass of the compiler makes of a method, as it was declared last; null if the session has no such method.</summary>
    public MethodPasses? Passes(string method) =>
        _submissions.Zip(_scopes).Reverse().Select(entry => Compiler.Passes(entry.Second, entry.First, method)).FirstOrDefault(passes => passes is not null);

    /// <summary>Writes the session as JSON in UTF-8: its texts, and what came from outside between them, which give the same states when they are run again.</summary>
    public void Save(Stream stream) => SessionDocument.Write(_submissions, _outside, stream);

    /// <summary>Takes the place of this session by one that was saved: its texts are run again, without showing what they print.</summary>
    /// <returns>False if that was interrupted; then this session is as it was.</returns>
    /// <exception cref="SessionFormatException">The stream does not hold a session.</exception>
    public bool Load(Stream stream, CancellationToken cancellation = default)
    {
        var loaded = new Session(_options);
        var document = SessionDocument.Read(stream);
        if (!loaded.Repeat(document.OutsideAfter(0), cancellation)) return false;
        foreach (var sources in document.Submissions)
        {
            var result = loaded.Submit(sources, static _ => { }, isTraced: false, cancellation);
            if (result.Status == SubmissionStatus.Interrupted) return false;
            if (result.Status is SubmissionStatus.Refused or SubmissionStatus.Incomplete)
                throw new SessionFormatException($"it holds a text that is wrong: {result.Diagnostics[0]}");
            if (!loaded.Repeat(document.OutsideAfter(loaded._submissions.Count), cancellation)) return false;
        }

        _submissions.Clear();
        _submissions.AddRange(loaded._submissions);
        _scopes.Clear();
        _scopes.AddRange(loaded._scopes);
        _outside.Clear();
        _outside.AddRange(loaded._outside);
        (_scope, _store, _program, _number) = (loaded._scope, loaded._store, loaded._program, loaded._number);
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _submissions.Clear();
        _scopes.Clear();
        _outside.Clear();
        (_scope, _store, _program, _number) = (SubmissionScope.Empty, EntityStore.Empty, null, 0);
    }

    /// <summary>Goes on from where a submission has ended.</summary>
    internal SubmissionResult Commit(PreparedSubmission prepared, SubmissionRun run)
    {
        if (prepared.Number != _number + 1 || prepared.Before != _scope) throw new InvalidOperationException("the session has gone on since the submission began");
        var submission = prepared.Submission;
        _number++;
        _submissions.Add(prepared.Sources);
        _scopes.Add(_scope);
        var unbound = submission.Declarations.Where(declaration => declaration.Place is not null && run.ValueAt(declaration.Place) is null).ToList();
        _scope = unbound.Count == 0 ? submission.Scope : submission.Scope.WithNamesOf(_scope, unbound.Select(declaration => declaration.Name));
        _store = run.Store;
        _program = run.Program;
        return new SubmissionResult(
            run.Failure is null ? SubmissionStatus.Done : SubmissionStatus.Failed,
            submission.Diagnostics,
            [.. submission.Declarations.Except(unbound).Select(declaration => new DeclaredName(declaration, run.ValueAt(declaration.Place)))],
            run.Failure,
            prepared.Notices,
            run.Trace);
    }

    private PreparedSubmission Prepare(ImmutableArray<SourceText> sources, Submission submission, RunOptions options)
    {
        var program = new LoadedProgram(submission.Program!, _program?.ConstantValues);
        var (store, notices) = Migrate(program, submission.Redefinition, options);
        var number = _number + 1;
        return new PreparedSubmission(sources, _scope, number, submission, program, SubmissionRun.Beginning(program, store, number, options), notices);
    }

    private static SubmissionResult Refused(Submission submission) =>
        Without(submission, submission.IsIncomplete ? SubmissionStatus.Incomplete : SubmissionStatus.Refused);

    /// <summary>The result of a submission that changes nothing.</summary>
    internal static SubmissionResult Without(Submission submission, SubmissionStatus status) => new(status, submission.Diagnostics, [], null, [], null);

    private (EntityStore Store, ImmutableArray<string> Notices) Migrate(LoadedProgram loaded, Redefinition redefinition, RunOptions options) =>
        redefinition.Entities.IsEmpty ? (_store, []) : new StateMigration(loaded, Program!, redefinition, options).Migrate(_store);
}
