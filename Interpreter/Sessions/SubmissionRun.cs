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
    /// <param name="number">Of the submission: the ids of its events derive from it.</param>
    /// <exception cref="OperationCanceledException">The run was to be given up.</exception>
    public static SubmissionRun Of(
        LoadedProgram program, EntityStore store, int number, RunOptions options, Action<string> print, bool isTraced = false)
    {
        var main = program.Program.Main;
        var script = store.Find(Scheduler.Script) ?? new EntityState(Scheduler.Script, []);
        var missing = program.Program.Script.Fields.Count - script.Fields.Length;
        store = store.With(Scheduler.Script, script with { Fields = script.Fields.AddRange(new Value?[missing]) });
        var start = new InvokeEvent(
            new EventId(0, (ulong)number), Scheduler.Script, Scheduler.Script, Scope: null, new ClientContinuation(), main.Name, [], main.Span);
        return Of(program, store, start, options, print, isTraced);
    }

    /// <summary>What an event, and everything that follows from it, does to the states.</summary>
    /// <param name="start">The answer to it ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was to be given up.</exception>
    public static SubmissionRun Of(LoadedProgram program, EntityStore store, CallEvent start, RunOptions options, Action<string> print, bool isTraced = false)
    {
        var state = new RunState(store, EventQueue.Empty.Add(start), [], DeliveryOrder.Of(options.Seed), Result: null, Handled: 0);
        var recorder = isTraced ? new TraceRecorder(program.Program) : null;

        Failure? failure = null;
        Value? value = null;
        var hasEnded = false;
        while (true)
        {
            var scheduler = new Scheduler(program, state, options, print, recorder);
            while (scheduler.Advance(StepUnit.Event))
            {
            }

            if (scheduler.Result is FailureAnswer failed) failure ??= failed.Failure;
            if (scheduler.Result is ResultAnswer result) value ??= result.Value;
            hasEnded |= scheduler.Result is not null;
            state = scheduler.State with { Result = null };
            if (!state.IsDone) continue;
            if (!hasEnded) failure ??= new Failure("the script waits for an answer that no event will bring", start.CalledAt, []);
            return new SubmissionRun(program, state.Store, value, failure, recorder?.Trace);
        }
    }

    /// <summary>What a top-level value was bound to; null if its <c>let</c> was not reached.</summary>
    public Value? ValueAt(ValuePlace? place) => place switch
    {
        ScriptFieldPlace field => Store.Find(Scheduler.Script)!.Fields[field.Index],
        ConstantPlace constant => Program.ConstantValue(constant.Name),
        _ => null,
    };
}
