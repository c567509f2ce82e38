using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Submissions;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Sessions;

/// <summary>What running a submission's script on the states so far gives.</summary>
/// <param name="Value">The answer to the event that began it, unless that is a failure.</param>
/// <param name="Failure">What stopped the script; all the events that were under way have been handled nevertheless.</param>
internal sealed record SubmissionRun(LoadedProgram Program, EntityStore Store, Value? Value, Failure? Failure, Trace? Trace)
{
    /// <summary>The state with which a submission begins.</summary>
    /// <param name="number">Of the submission: the ids of its events derive from it.</param>
    public static RunState Beginning(LoadedProgram program, EntityStore store, int number, RunOptions options)
    {
        var main = program.Program.Main;
        var script = store.Find(Scheduler.Script) ?? new EntityState(Scheduler.Script, []);
        var missing = program.Program.Script.Fields.Count - script.Fields.Length;
        var start = new InvokeEvent(
            new EventId(0, (ulong)number), Scheduler.Script, Scheduler.Script, Scope: null, new ClientContinuation(), main.Name, [], main.Span);
        return Beginning(store.With(Scheduler.Script, script with { Fields = script.Fields.AddRange(new Value?[missing]) }), start, options);
    }

    /// <summary>The state with which a run begins that a call from outside starts.</summary>
    public static RunState Beginning(EntityStore store, CallEvent start, RunOptions options) => new(
        store, EventQueue.Empty.Add(start), [], DeliveryOrder.Of(options.Seed), Result: null, Handled: 0, OutlivesFailure: true);

    /// <summary>Runs a submission from its beginning to its end.</summary>
    /// <exception cref="OperationCanceledException">The run was to be given up.</exception>
    public static SubmissionRun Of(LoadedProgram program, RunState beginning, RunOptions options, Action<string> print, bool isTraced = false)
    {
        var recorder = isTraced ? new TraceRecorder(program.Program) : null;
        var scheduler = new Scheduler(program, beginning, options, print, recorder);
        while (scheduler.Advance(StepUnit.Event))
        {
        }

        return At(program, scheduler.State, recorder?.Trace);
    }

    /// <summary>What a run gives whose end is reached.</summary>
    public static SubmissionRun At(LoadedProgram program, RunState end, Trace? trace) =>
        new(program, end.Store, (end.Result as ResultAnswer)?.Value, FailureOf(program, end), trace);

    /// <summary>What a top-level value was bound to; null if its <c>let</c> was not reached.</summary>
    public Value? ValueAt(ValuePlace? place) => place switch
    {
        ScriptFieldPlace field => Store.Find(Scheduler.Script)!.Fields[field.Index],
        ConstantPlace constant => Program.ConstantValue(constant.Name),
        _ => null,
    };

    private static Failure? FailureOf(LoadedProgram program, RunState end) => end.Result switch
    {
        FailureAnswer failed => failed.Failure,
        null => new Failure("the script waits for an answer that no event will bring", program.Program.Main.Span, []),
        _ => null,
    };
}
