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
    private readonly IRunObserver? _observer;
    private readonly List<string> _printed = [];
    private readonly List<VisitedBlock> _path = [];
    private RunState _state;
    private StepExecution? _current;

    /// <summary>Prepares to run the script of a program.</summary>
    /// <param name="print">Is given what the program prints, when it takes effect.</param>
    public Scheduler(Program program, RunOptions options, Action<string> print)
        : this(program, options, print, observer: null)
    {
    }

    internal Scheduler(Program program, RunOptions options, Action<string> print, IRunObserver? observer)
        : this(new LoadedProgram(program), Beginning(program, options), options, print, observer)
    {
    }

    /// <summary>Prepares to go on from a state of a run.</summary>
    /// <param name="current">The step under way in that state, which is gone on with; null between steps.</param>
    internal Scheduler(
        LoadedProgram program, RunState state, RunOptions options, Action<string> print, IRunObserver? observer = null, StepExecution? current = null)
    {
        _program = program;
        _state = state;
        _current = current;
        _options = options;
        _print = print;
        _observer = observer;
    }

    /// <summary>What stands for the script as source and target of events.</summary>
    public static EntityReference Script { get; } = new(Program.ScriptName, UnitValue.Instance);

    /// <summary>The script's result or failure, once it has ended.</summary>
    public Answer? Result => _state.Result;

    /// <summary>Whether nothing is left to do: the script has failed, or it has ended and all events have been handled.</summary>
    public bool IsDone => _current is null && _state.IsDone;

    /// <summary>The states of all entities, the script's included, as of the last completed steps.</summary>
    public IReadOnlyDictionary<EntityReference, EntityState> Entities => _state.Store.Entities;

    /// <summary>The events that wait for delivery, those of the innermost open transaction first.</summary>
    public IEnumerable<Event> Queue => _state.Transactions.SelectMany(transaction => transaction.Queue.Events).Concat(_state.Queue.Events);

    /// <summary>The events of which any could be handled next, the oldest first; which one does not matter to the order of the others.</summary>
    public IEnumerable<Event> Ready => _state.ActiveQueue.Ready;

    /// <summary>The transactions under way, the innermost first.</summary>
    public IEnumerable<TransactionScope> Transactions => _state.Transactions.Select(transaction => transaction.Scope);

    /// <summary>The event whose step is under way.</summary>
    public Event? CurrentEvent => _current?.Event;

    /// <summary>The fields of the executing entity as the step under way has changed them.</summary>
    public IReadOnlyList<Value?> CurrentFields => _current?.Fields ?? [];

    /// <summary>The methods active in the step under way, the running one first.</summary>
    public IEnumerable<ActiveFrame> CurrentFrames => _current is null
        ? []
        : _current.Activations.Reverse().Select(activation => ActiveFrame.Of(_current.Event.Target, activation));

    /// <summary>The state of the run as of the last completed step; what the step under way handles has left the queue.</summary>
    internal RunState State => _state;

    /// <summary>The step under way.</summary>
    internal StepExecution? Current => _current;

    /// <summary>The event that was taken from the queue last.</summary>
    internal Event? Delivered { get; private set; }

    /// <summary>The failure that arose in the last <see cref="Advance"/>, if one did.</summary>
    internal Failure? Thrown { get; private set; }

    /// <summary>The state with which a run of the program begins.</summary>
    internal static RunState Beginning(Program program, RunOptions options)
    {
        var script = new EntityState(Script, [.. new Value?[program.Script.Fields.Count]]);
        var start = new InvokeEvent(EventId.Root, Script, Script, Scope: null, new ClientContinuation(), program.Main.Name, [], program.Main.Span);
        return new RunState(EntityStore.Empty.With(Script, script), EventQueue.Empty.Add(start), [], DeliveryOrder.Of(options.Seed), Result: null, Handled: 0);
    }

    /// <summary>Goes on by one unit. Begins with the next event if no step is under way.</summary>
    /// <param name="next">Which of the <see cref="Ready"/> events is handled next; null leaves it to the run's options.</param>
    /// <returns>False if there was nothing to do.</returns>
    public bool Advance(StepUnit unit, int? next = null)
    {
        if (IsDone) return false;
        Thrown = null;
        var thrownBefore = _current?.Thrown;
        if (_current is null)
        {
            Deliver(TakeNext(next));
            if (unit != StepUnit.Event) return true;
        }

        while (_current is not null)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            if (unit == StepUnit.Statement) _current.AdvanceStatement();
            else _current.AdvanceBlock();
            if (!ReferenceEquals(_current.Thrown, thrownBefore)) Thrown = _current.Thrown;
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

    private Event TakeNext(int? next)
    {
        var queue = _state.ActiveQueue;
        var (chosen, order) = next is { } index ? (index, _state.Order) : _state.Order.Choose(queue.ReadyCount);
        var (@event, remaining) = queue.Take(chosen);
        _state = _state.WithActiveQueue(remaining) with { Order = order, Handled = _state.Handled + 1 };
        return @event;
    }

    private void Deliver(Event @event)
    {
        Delivered = @event;
        switch (@event)
        {
            case AnswerEvent answer:
                _state = _state with { Result = answer.Answer };
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
        _current = StepExecution.Begin(_program, _state.Store.Find(@event.Target), @event, _options.MaxDepth, _observer is null ? null : _path, _options.Cancellation);
        Thrown = _current.Thrown;
        if (_current.Result is { } result) Complete(@event, result);
    }

    private InvokeEvent Open(InvokeEvent invoke)
    {
        var scope = new TransactionScope(invoke.Id, invoke.Scope);
        var call = new CallSite($"{invoke.Target}.{_program.Program.Method(invoke.Method).ShortName}", invoke.CalledAt);
        var transaction = new OpenTransaction(scope, call, _state.Store, EventQueue.Empty, [], ImmutableDictionary<EntityReference, int>.Empty);
        _state = _state with { Transactions = _state.Transactions.Push(transaction) };
        return invoke with { Scope = scope, Caller = new TransactionContinuation(scope, invoke.Caller) };
    }

    /// <summary>Takes over the effects of a step.</summary>
    private void Complete(Event @event, StepResult result)
    {
        _current = null;
        _observer?.Handled(@event, _state.Store.Find(@event.Target), _path, result with { Output = [.. _printed, .. result.Output] });
        _printed.Clear();
        _state = _state with { Store = _state.Store.With(@event.Target, result.State) };
        if (_state.Transactions.IsEmpty)
        {
            foreach (var text in result.Output) _print(text);
        }
        else
        {
            var outer = _state.Transactions.Pop(out var transaction);
            transaction = transaction.Touch(@event.Target) with { Output = transaction.Output.AddRange(result.Output) };
            _state = _state with { Transactions = outer.Push(transaction) };
        }

        foreach (var next in result.Outgoing) _state = _state.Add(next);
    }

    /// <summary>Commits a transaction or undoes it, and lets its answer go on to the caller.</summary>
    private void Complete(CompletionEvent completion)
    {
        var outer = _state.Transactions.Pop(out var transaction);
        var answer = completion.Answer;
        if (answer is ResultAnswer && transaction.Scope.Parent is null && BrokenInvariant(transaction) is { } failure)
        {
            Thrown = failure;
            answer = new FailureAnswer(failure);
        }

        var isUndone = answer is FailureAnswer;
        var before = _state.Store;
        _state = _state with { Transactions = isUndone || outer.IsEmpty ? outer : Join(transaction, outer), Store = isUndone ? transaction.Before : before };
        if (!isUndone && outer.IsEmpty)
        {
            foreach (var text in transaction.Output) _print(text);
        }

        var reply = StepExecution.Reply(completion.Id.Derive(0), completion.Source, transaction.Scope.Parent, completion.Waiting, answer);
        _observer?.Ended(completion, isUndone, before, _state.Store, reply);
        _state = _state.Add(reply);
    }

    private static ImmutableStack<OpenTransaction> Join(OpenTransaction inner, ImmutableStack<OpenTransaction> transactions)
    {
        var rest = transactions.Pop(out var outer);
        foreach (var entity in inner.InOrderOfTouch) outer = outer.Touch(entity);
        return rest.Push(outer with { Output = outer.Output.AddRange(inner.Output) });
    }

    private Failure? BrokenInvariant(OpenTransaction transaction)
    {
        foreach (var entity in transaction.InOrderOfTouch)
        {
            if (_state.Store.Find(entity) is not { } state) continue;
            var op = _program.Program.Operator(entity.Entity);
            if (op.Invariants.Count == 0) continue;
            try
            {
                var step = new StepState(op, entity, [.. state.Fields.AsSpan()!], EventId.Root, 0, _options.MaxDepth);
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
