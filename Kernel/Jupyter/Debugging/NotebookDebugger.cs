using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Jupyter.Outputs;
using StateFlow.Jupyter.Wire;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks;

namespace StateFlow.Jupyter.Debugging;

/// <summary>Runs the cells of a notebook under the debugger as long as a client is attached.</summary>
/// <remarks>
/// The thread of the shell channel runs cells and waits while one is stopped; that of the control channel fulfils requests. What either
/// does here, it does under the lock, but for running a cell and waiting for one.
/// </remarks>
internal sealed partial class NotebookDebugger(Publisher publisher) : ISubmissionRunner
{
    /// <summary>A name of no part of a cell.</summary>
    private const string Unnamed = "debugger";

    private static readonly JsonElement NoClient = JsonElement.Parse("{}");

    private readonly Lock _lock = new();
    private readonly CellFiles _files = new();
    private readonly BreakpointRequests _breakpoints = new();
    private Session? _session;
    private JsonElement? _client;
    private bool _isAttached;
    private RunningCell? _cell;
    private DebuggedRun? _run;
    private DebuggedRun? _resting;
    private int _lastSeq;

    /// <summary>Tells that a cell begins.</summary>
    /// <param name="request">What asks for it; null if nobody wants to see it stop.</param>
    public void Enter(string cell, MessageHeader? request)
    {
        lock (_lock)
        {
            _cell = new RunningCell(cell, request);
            _resting?.Close();
            _resting = null;
        }
    }

    /// <summary>Tells that the cell has ended.</summary>
    public void Leave()
    {
        lock (_lock) _cell = null;
    }

    /// <inheritdoc />
    public SubmissionResult Run(Session session, SourceText source, Action<string> print, bool isTraced, CancellationToken cancellation)
    {
        var shown = Note(session, source);
        if (shown is null || isTraced) return session.Submit([source], print, isTraced, cancellation);
        var (submission, refusal) = session.Debug([source], cancellation: cancellation);
        if (submission is null) return refusal!;
        var run = new DebuggedRun(submission, SourcesWith(source), happened => Publish(shown, happened), print);
        Start(run);
        var isDone = run.WaitForEnd(cancellation);
        lock (_lock)
        {
            _run = null;
            run.Close();
        }

        return isDone ? submission.Commit() : submission.GiveUp();
    }

    /// <summary>Remembers of which cell a part is run.</summary>
    /// <returns>What asks for the cell, if it is to be debugged.</returns>
    private MessageHeader? Note(Session session, SourceText source)
    {
        lock (_lock)
        {
            _session = session;
            _files.Add(source, _cell?.Text ?? source.Text);
            return _isAttached ? _cell?.Request : null;
        }
    }

    private void Start(DebuggedRun run)
    {
        lock (_lock)
        {
            run.Prepare(_client ?? NoClient, _breakpoints.All);
            if (_isAttached) _run = run;
            else run.LeaveAlone([]); // The client has gone in the meantime, and its breakpoints with it.
            run.Start();
        }
    }

    /// <summary>A run that stands still and does nothing, on the entities as they are between two cells; null if there is none at the moment.</summary>
    private DebuggedRun? Resting()
    {
        if (_resting is not null || _cell is not null || _client is null) return _resting;
        if (Begin(new SourceText(Unnamed, "()")) is not { } run) return null;
        run.Prepare(_client.Value, [], stopsAtEnd: true);
        run.Start();
        run.WaitForStop();
        return _resting = run;
    }

    /// <summary>A run that begins with a text if nothing runs; null if it cannot.</summary>
    private DebuggedRun? Begin(SourceText source)
    {
        if (_cell is not null) return null;
        var (submission, _) = (_session ?? new Session(RunOptions.Default)).Debug([source]);
        return submission is null ? null : new DebuggedRun(submission, SourcesWith(source), static _ => { }, static _ => { });
    }

    private ProgramSources SourcesWith(SourceText source) =>
        _files.SourcesOf([.. _session?.Submissions.SelectMany(texts => texts) ?? [], source]);

    private void Publish(MessageHeader request, Event happened) => publisher.Publish(request, "debug_event", Json(happened));

    private JsonObject Json(ProtocolMessage message) => JsonObject.Create((message with { Seq = Interlocked.Increment(ref _lastSeq) }).ToJson())!;

    private sealed record RunningCell(string Text, MessageHeader? Request);
}
