using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Tracing;

/// <summary>Writes down a run.</summary>
internal sealed class TraceRecorder(Program program) : IRunObserver
{
    private readonly ImmutableArray<TraceStep>.Builder _steps = ImmutableArray.CreateBuilder<TraceStep>();

    /// <summary>The ids of the calls under way, by who takes the answer: a call and its answer share this one object.</summary>
    private readonly Dictionary<Continuation, string> _calls = new(ReferenceEqualityComparer.Instance);

    /// <summary>What has happened so far.</summary>
    public Trace Trace => new(new Sequence<TraceStep>(_steps.ToImmutable()));

    public void Handled(Event @event, EntityState? before, IReadOnlyList<VisitedBlock> path, StepResult result) => _steps.Add(new TraceStep(
        _steps.Count + 1,
        Name(@event.Target),
        Message(@event),
        Visits(@event.Target, path, result.State).ToSequence(),
        Changes(@event.Target, before?.Fields, result.State?.Fields).ToSequence(),
        result.Output.ToSequence(),
        result.Outgoing.Select(Message).ToSequence(),
        @event is InvokeEvent { Caller: TransactionContinuation } ? TransactionMark.Begin : TransactionMark.None));

    public void Ended(CompletionEvent completion, bool isUndone, EntityStore before, EntityStore after, Event reply) => _steps.Add(new TraceStep(
        _steps.Count + 1,
        Name(completion.Source),
        Message(completion),
        [],
        before.Entities.Keys.Union(after.Entities.Keys).OrderBy(Name, StringComparer.Ordinal)
            .SelectMany(entity => Changes(entity, before.Find(entity)?.Fields, after.Find(entity)?.Fields)).ToSequence(),
        [],
        [Message(reply)],
        isUndone ? TransactionMark.Abort : TransactionMark.Commit));

    public void Answered(AnswerEvent answer) =>
        _steps.Add(new TraceStep(_steps.Count + 1, Trace.ClientName, Message(answer), [], [], [], [], TransactionMark.None));

    private TraceMessage Message(Event @event)
    {
        if (@event is CallEvent call) _calls.TryAdd(Caller(call), @event.Id.ToString());
        var (kind, text, span) = EventNotation.Of(program, @event);
        return new TraceMessage(
            @event.Id.ToString(),
            kind,
            @event is InvokeEvent { Caller: ClientContinuation } ? Trace.ClientName : Name(@event.Source),
            @event is AnswerEvent ? Trace.ClientName : Name(@event.Target),
            text,
            span,
            Answered(@event),
            Kept(@event).ToSequence());
    }

    private IEnumerable<KeptVariable> Kept(Event @event)
    {
        if (@event is not CallEvent call || Caller(call) is not FrameContinuation { Frame: var frame }) return [];
        var variables = Waits.Frame(program.Method(frame.Method).Blocks[frame.Block].Terminator);
        return variables.Zip(frame.Values, (variable, value) => new KeptVariable(variable.Name, Shown(value) ?? ""));
    }

    /// <summary>Who takes the answer in the end, after a transaction that the call begins.</summary>
    private static Continuation Caller(CallEvent call) => call.Caller is TransactionContinuation transaction ? transaction.Below : call.Caller;

    private string? Answered(Event @event) => @event switch
    {
        ResumeEvent resume => _calls.GetValueOrDefault(resume.Waiting),
        CompletionEvent completion => _calls.GetValueOrDefault(completion.Waiting),
        _ => null,
    };

    private IEnumerable<BlockVisit> Visits(EntityReference entity, IReadOnlyList<VisitedBlock> path, EntityState? after) => path.Select((visit, index) =>
        new BlockVisit(
            visit.Method.Name,
            visit.Block.Id,
            visit.Block.Span,
            Changes(entity, visit.Before, index + 1 < path.Count ? path[index + 1].Before : after?.Fields).ToSequence()));

    private IEnumerable<FieldChange> Changes(EntityReference entity, ImmutableArray<Value?>? before, ImmutableArray<Value?>? after)
    {
        var fields = program.Operator(entity.Entity).Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var (old, now) = (before?[i], after?[i]);
            if (Equals(old, now)) continue;
            yield return new FieldChange(Name(entity), fields[i].Name, Shown(old), Shown(now));
        }
    }

    private static string? Shown(Value? value) => value is null ? null : ValueNotation.Structural(value);

    private static string Name(EntityReference entity) => EventNotation.Name(entity);
}
