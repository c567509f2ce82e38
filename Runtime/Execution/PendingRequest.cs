using System.Runtime.InteropServices;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>A request on its way through the engine.</summary>
/// <param name="target">The entity's operator.</param>
/// <param name="method">The method that it calls; null for others than <see cref="InvokeRequest"/>.</param>
internal abstract class PendingRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method)
{
    private EntityInstance? _home;
    private string[]? _output;
    private bool _isOver;

    /// <summary>What is asked.</summary>
    public EntityRequest Request { get; } = request;

    /// <summary>Where the request comes from, and who follows it; null for most.</summary>
    public RequestContext? Context { get; init; }

    /// <summary>Who is called back with the answer; null if nobody.</summary>
    public virtual IAnswerReceiver? Receiver => null;

    /// <summary>The partition that owns the target.</summary>
    public int Partition => target.Table.PartitionOf(Request.Target.Key);

    /// <summary>The answer, once the request has been executed.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>What was printed.</summary>
    public IReadOnlyList<string> Output => _output ?? [];

    /// <summary>What the unit touched when it was executed beside others.</summary>
    public UnitAccesses Accesses { get; private set; }

    /// <summary>Whether executing the request may change anything.</summary>
    public bool HasEffects => Request switch
    {
        InvokeRequest => !method!.IsReadOnly,
        CreateRequest => true,
        _ => false,
    };

    /// <summary>Takes over the answer of the request that this one repeats.</summary>
    public void AnswerAs(Answer answer) => Answer = answer;

    /// <summary>Hands the answer to the client.</summary>
    public void Complete()
    {
        _isOver = true;
        OnAnswered();
    }

    /// <summary>Tells the client why there will be no answer, unless it has been given one.</summary>
    public void Abandon(EngineException reason)
    {
        if (_isOver) return;
        _isOver = true;
        OnAbandoned(reason);
    }

    /// <summary>Adds lookups of the entities that the request names.</summary>
    public void AddLookups(Lookups lookups)
    {
        lookups.Add(target.Table, Request.Target.Key);
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        foreach (var parameter in method!.References)
            lookups.Add(method.Parameters[parameter].Operator!.Table, ((EntityReference)arguments[parameter]).Key);
    }

    /// <summary>Takes over what the lookups have found, before the request is executed.</summary>
    public void TakeLookups(Lookups lookups, UnitExecutor executor)
    {
        _home = lookups.Next();
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        foreach (var parameter in method!.References)
        {
            if (lookups.Next() is { } found) executor.Know(method.Parameters[parameter].Operator!, ((EntityReference)arguments[parameter]).Key, found);
        }
    }

    /// <summary>Executes the request alone.</summary>
    public void Execute(UnitExecutor executor)
    {
        executor.Begin();
        Run(executor);
    }

    /// <summary>Executes the request beside others.</summary>
    public void Execute(UnitExecutor executor, long ticket)
    {
        executor.Begin(ticket);
        Run(executor);
        Accesses = executor.TakeAccesses();
    }

    /// <summary>Executes the request alone, after those of its batch that had no conflict; without an answer if the executor is then out of order.</summary>
    public void ExecuteAgain(UnitExecutor executor, long ticket)
    {
        executor.BeginAgain(ticket, Accesses);
        Run(executor);
    }

    /// <summary>Hands the answer to the client.</summary>
    protected abstract void OnAnswered();

    /// <summary>Tells the client why there will be no answer.</summary>
    protected abstract void OnAbandoned(EngineException reason);

    private void Run(UnitExecutor executor)
    {
        var home = _home ?? target.Table.FindOrAdd(Request.Target.Key);
        Answer = Request is InvokeRequest direct ? executor.TryRunDirectly(method!, home, ValuesOf(direct.Arguments), Context) : null;
        if (executor.IsOutOfOrder) return;
        if (Answer is null) RunByEvents(executor, home);
        _output = executor.Output.Count == 0 ? null : [.. executor.Output];
    }

    private void RunByEvents(UnitExecutor executor, EntityInstance home)
    {
        var call = Request switch
        {
            InvokeRequest invoke => Call(executor, method!, FrameKind.Invoke, home, invoke.Arguments),
            CreateRequest create => Call(executor, target.Initializer, FrameKind.Create, home, create.Arguments),
            _ => executor.RentExists(home),
        };
        executor.Run(call, Context);
        if (!executor.IsOutOfOrder) Answer = executor.AnswerTo(call);
    }

    private static Frame Call(UnitExecutor executor, CompiledMethod method, FrameKind kind, EntityInstance home, Sequence<Value> arguments)
    {
        var frame = executor.Rent(method, kind, home);
        method.Frames.Unpack(frame, ValuesOf(arguments));
        return frame;
    }

    private static Value[] ValuesOf(Sequence<Value> arguments) => ImmutableCollectionsMarshal.AsArray(arguments.Items)!;
}
