using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <summary>How far <see cref="Scheduler.Advance"/> goes.</summary>
public enum StepUnit
{
    /// <summary>One statement of a block, or the block's end.</summary>
    Statement,

    /// <summary>To the end of the running block.</summary>
    Block,

    /// <summary>To the end of the step: until an event is handled.</summary>
    Event,
}

/// <summary>Runs a program deterministically, one event at a time, over the step function.</summary>
/// <remarks>
/// Between any two calls of <see cref="Advance"/> it can be asked for all states, waiting events and active frames. Transactions
/// run one after another: while one is open only its own events are delivered, which makes every run serializable.
/// </remarks>
public sealed class Scheduler
{
    private readonly LoadedProgram _program;
    private readonly RunOptions _options;
    private readonly Action<string> _print;
    private readonly Random? _random;
    private readonly IRunObserver? _observer;
    private readonly EventQueue _queue;
    private readonly Stack<OpenTransaction> _transactions = [];
    private readonly List<string> _printed = [];
    private readonly List<VisitedBlock> _path = [];
    private EntityStore _store;
    private StepExecution? _current;

    /// <summary>Prepares to run the script of a program.</summary>
    /// <param name="print">Is given what the program prints, when it takes effect.</param>
    public Scheduler(Program program, RunOptions options, Action<string> print)
        : this(program, options, print, observer: null)
    {
    }

    internal Scheduler(Program program, RunOptions options, Action<string> print, IRunObserver? observer)
    {
        _observer = observer;
        _program = new LoadedProgram(program);
        _options = options;
        _print = print;
        _random = options.Seed == 0 ? null : new Random(options.Seed);
        _queue = new EventQueue(_random);
        _store = EntityStore.Empty.With(Script, new EntityState(Script, [.. new Value?[program.Script.Fields.Count]]));
        _queue.Add(new InvokeEvent(EventId.Root, Script, Script, Scope: null, new ClientContinuation(), program.Main.Name, [], program.Main.Span));
    }

    /// <summary>What stands for the script as source and target of events.</summary>
    public static EntityReference Script { get; } = new(Program.ScriptName, UnitValue.Instance);

    /// <summary>The script's result or failure, once it has ended.</summary>
    public Answer? Result { get; private set; }

    /// <summary>Whether nothing is left to do: the script has failed, or it has ended and all events have been handled.</summary>
    public bool IsDone => _current is null && (Result is FailureAnswer || Active.Count == 0);

    /// <summary>The states of all entities, the script's included, as of the last completed steps.</summary>
    public IReadOnlyDictionary<EntityReference, EntityState> Entities => _store.Entities;

    /// <summary>The events that wait for delivery, those of the innermost open transaction first.</summary>
    public IEnumerable<Event> Queue => _transactions.SelectMany(transaction => transaction.Queue.Events).Concat(_queue.Events);

    /// <summary>The transactions under way, the innermost first.</summary>
    public IEnumerable<TransactionScope> Transactions => _transactions.Select(transaction => transaction.Scope);

    /// <summary>The event whose step is under way.</summary>
    public Event? CurrentEvent => _current?.Event;

    /// <summary>The fields of the executing entity as the step under way has changed them.</summary>
    public IReadOnlyList<Value?> CurrentFields => _current?.Fields ?? [];

    /// <summary>The methods active in the step under way, the running one first.</summary>
    public IEnumerable<ActiveFrame> CurrentFrames => _current is null
        ? []
        : _current.Activations.Reverse().Select(activation => ActiveFrame.Of(_current.Event.Target, activation));

    private EventQueue Active => _transactions.TryPeek(out var innermost) ? innermost.Queue : _queue;

    /// <summary>Goes on by one unit. Begins with the next event if no step is under way.</summary>
    /// <returns>False if there was nothing to do.</returns>
    public bool Advance(StepUnit unit)
    {
        if (IsDone) return false;
        if (_current is null)
        {
            Deliver(Active.Take());
            if (unit != StepUnit.Event) return true;
        }

        while (_current is not null)
        {
            if (unit == StepUnit.Statement) _current.AdvanceStatement();
            else _current.AdvanceBlock();
            if (_current.Result is { } result) Complete(_current.Event, result);
            else PrintNow(_current.TakeOutput());
            if (unit != StepUnit.Event) break;
        }

        return true;
    }

    /// <summary>Runs until nothing is left to do.</summary>
    /// <returns>The script's result or failure.</returns>
    public Answer Run()
    {
        while (Advance(StepUnit.Event))
        {
        }

        return Result ?? throw new InvalidOperationException("the script waits for an answer that no event will bring");
    }

    /// <summary>Shows what a script has printed in the step under way.</summary>
    private void PrintNow(ImmutableArray<string> texts)
    {
        foreach (var text in texts) _print(text);
        if (_observer is not null) _printed.AddRange(texts);
    }

    private void Deliver(Event @event)
    {
        switch (@event)
        {
            case AnswerEvent answer:
                Result = answer.Answer;
                _observer?.Answered(answer);
                return;
            case CompletionEvent completion:
                Complete(completion);
                return;
            case InvokeEvent invoke when _program.Program.Method(invoke.Method).IsTransactional:
                @event = Open(invoke);
                break;
        }

        _path.Clear();
        _current = StepExecution.Begin(_program, _store.Find(@event.Target), @event, _options.MaxDepth, _observer is null ? null : _path);
        if (_current.Result is { } result) Complete(@event, result);
    }

    private InvokeEvent Open(InvokeEvent invoke)
    {
        var scope = new TransactionScope(invoke.Id, invoke.Scope);
        var call = new CallSite($"{invoke.Target}.{_program.Program.Method(invoke.Method).ShortName}", invoke.CalledAt);
        _transactions.Push(new OpenTransaction(scope, call, _store, new EventQueue(_random)));
        return invoke with { Scope = scope, Caller = new TransactionContinuation(scope, invoke.Caller) };
    }

    /// <summary>Takes over the effects of a step.</summary>
    private void Complete(Event @event, StepResult result)
    {
        _current = null;
        _observer?.Handled(@event, _store.Find(@event.Target), _path, result with { Output = [.. _printed, .. result.Output] });
        _printed.Clear();
        _store = _store.With(@event.Target, result.State);
        if (_transactions.TryPeek(out var transaction))
        {
            transaction.Touched.Add(@event.Target);
            transaction.Output.AddRange(result.Output);
        }
        else
        {
            foreach (var text in result.Output) _print(text);
        }

        foreach (var next in result.Outgoing) Active.Add(next);
    }

    /// <summary>Commits a transaction or undoes it, and lets its answer go on to the caller.</summary>
    private void Complete(CompletionEvent completion)
    {
        var transaction = _transactions.Pop();
        var answer = completion.Answer;
        if (answer is ResultAnswer && transaction.Scope.Parent is null && BrokenInvariant(transaction) is { } failure) answer = new FailureAnswer(failure);

        var before = _store;
        if (answer is FailureAnswer) _store = transaction.Before;
        else if (_transactions.TryPeek(out var outer)) Join(transaction, outer);
        else foreach (var text in transaction.Output) _print(text);

        var reply = StepExecution.Reply(completion.Id.Derive(0), completion.Source, transaction.Scope.Parent, completion.Waiting, answer);
        _observer?.Ended(completion, answer is FailureAnswer, before, _store, reply);
        Active.Add(reply);
    }

    private static void Join(OpenTransaction inner, OpenTransaction outer)
    {
        outer.Output.AddRange(inner.Output);
        outer.Touched.UnionWith(inner.Touched);
    }

    private Failure? BrokenInvariant(OpenTransaction transaction)
    {
        foreach (var entity in transaction.Touched)
        {
            if (_store.Find(entity) is not { } state) continue;
            var op = _program.Program.Operator(entity.Entity);
            if (op.Invariants.Count == 0) continue;
            try
            {
                var step = new StepState(op, entity, [.. state.Fields.AsSpan()!], "", 0, _options.MaxDepth);
                new Evaluator(_program, step).CheckInvariants(op);
            }
            catch (FailureException exception)
            {
                return exception.Failure.CalledFrom(transaction.Call);
            }
        }

        return null;
    }
}
