using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Debugging;

/// <content>What can be looked at where the run stands.</content>
public sealed partial class DebugSession
{
    /// <summary>All that the program has printed up to here.</summary>
    public string OutputSoFar => _timeline.Output.From(0);

    /// <summary>The length of <see cref="OutputSoFar"/>.</summary>
    public int OutputLength => _timeline.Output.Length;

    /// <summary>The methods that run and those that wait for them, across entities; the running one first.</summary>
    /// <remarks>Between events those that wait for the event which comes next.</remarks>
    public ImmutableArray<DebugFrame> Frames => [.. new CallChain(Program, _timeline.Scheduler).Frames(_timeline.CurrentOrNext)];

    /// <summary>The source of what runs next; null between events.</summary>
    public SourceSpan? CurrentSpan => _timeline.Now.Block is null ? null : _timeline.Now.Span;

    /// <summary>The event that is being handled; null between events.</summary>
    public QueuedEvent? CurrentEvent => _timeline.Scheduler.CurrentEvent is { } current ? Words(current, null, isNext: false) : null;

    /// <summary>The events that wait: first those from which the next is taken, which can be chosen, then those that must wait.</summary>
    public ImmutableArray<QueuedEvent> Queue
    {
        get
        {
            var ready = _timeline.Scheduler.Ready.ToList();
            var next = Position.IsBetweenEvents && !IsAtEnd && _timeline.UpcomingFault is null ? _timeline.NextIndex : -1;
            return
            [
                .. ready.Select((@event, index) => Words(@event, index, index == next)),
                .. NotReady(ready).Select(@event => Words(@event, null, isNext: false)),
            ];
        }
    }

    /// <summary>The fault that strikes before the next event; null if none does.</summary>
    public DebugFault? NextFault => Words(_timeline.UpcomingFault);

    /// <summary>Whether the event that comes next is one that its receiver has taken before, and ignores.</summary>
    public bool IsNextIgnored => _timeline.IgnoresNext;

    /// <summary>The faults of the run that a recording lets strike after this place; each strikes before the event of its number.</summary>
    public ImmutableArray<InjectedFault> FaultsToCome => _timeline.FaultsToCome;

    /// <summary>The choices after this place that a recording or <see cref="Choose"/> has made: by how many events come before, the index among those ready.</summary>
    public ImmutableArray<KeyValuePair<long, int>> ChoicesToCome =>
        [.. _timeline.Choices.Where(choice => choice.Key > Position.Event || (choice.Key == Position.Event && Position.IsBetweenEvents))];

    /// <summary>How many transactions are under way, one within the other.</summary>
    public int OpenTransactions => _timeline.Scheduler.Transactions.Count();

    /// <summary>The states of all entities, the script's included, with what the step under way has changed so far.</summary>
    public ImmutableDictionary<EntityReference, EntityState> Entities
    {
        get
        {
            var store = _timeline.Scheduler.State.Store.Entities;
            if (_timeline.Scheduler.CurrentEvent is not { Target: var target } || !store.TryGetValue(target, out var state)) return store;
            return store.SetItem(target, state with { Fields = [.. _timeline.Scheduler.CurrentFields] });
        }
    }

    /// <summary>The states of all entities as tables.</summary>
    public Sequence<EntityTable> Tables => EntityTables.Of(Program, Entities);

    /// <summary>The fields of the script, of an entity, or of whatever else runs steps, that have a value.</summary>
    public ImmutableArray<NamedValue> FieldsOf(EntityReference entity) => new CallChain(Program, _timeline.Scheduler).Fields(entity);

    /// <summary>The last characters that the program has printed.</summary>
    /// <param name="from">Where they begin in <see cref="OutputSoFar"/>.</param>
    public string OutputFrom(int from) => _timeline.Output.From(from);

    /// <summary>The value of an expression where the run stands, in the running method or one that waits.</summary>
    /// <param name="frame">The index of the method in <see cref="Frames"/>.</param>
    public EvaluatedExpression Evaluate(string expression, int frame)
    {
        if (_evaluator is null) return new EvaluatedExpression(null, "this session has no evaluator of expressions");
        var frames = Frames;
        return _evaluator.Evaluate(expression, new ExpressionContext(frame < frames.Length ? frames[frame] : null, Entities));
    }

    private EvaluatedExpression Evaluate(string expression) => Evaluate(expression, frame: 0);

    /// <summary>The waiting events but for those that are ready; a duplicate is the same event once more.</summary>
    private IEnumerable<Event> NotReady(IEnumerable<Event> ready)
    {
        var left = new HashSet<Event>(ready, ReferenceEqualityComparer.Instance);
        return _timeline.Scheduler.Queue.Where(@event => !left.Remove(@event));
    }

    private DebugFault? Words(StruckEvent? struck) => struck is null ? null : new DebugFault(struck.Kind, _timeline.Delivery, Words(struck.Event, null, isNext: false));

    private QueuedEvent Words(Event @event, int? ready, bool isNext)
    {
        var (kind, text, span) = EventNotation.Of(Program, @event);
        return new QueuedEvent(
            @event,
            ready,
            isNext,
            kind,
            @event is InvokeEvent { Caller: ClientContinuation } ? Trace.ClientName : EventNotation.Name(@event.Source),
            @event is AnswerEvent ? Trace.ClientName : EventNotation.Name(@event.Target),
            text,
            span,
            @event is CompletionEvent);
    }
}
