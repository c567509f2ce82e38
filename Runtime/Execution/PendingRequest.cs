using System.Runtime.InteropServices;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Telemetry;

namespace StateFlow.Runtime.Execution;

/// <summary>A request on its way through the engine.</summary>
/// <param name="target">The entity's operator.</param>
/// <param name="method">The method that it calls; null for others than <see cref="InvokeRequest"/>.</param>
internal abstract class PendingRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method)
{
    private EntityInstance? _home;
    private int _attempt;

    /// <summary>What is asked.</summary>
    public EntityRequest Request { get; } = request;

    /// <summary>Where the call stands, if in a script.</summary>
    public SourceSpan CalledAt { get; init; } = SourceSpan.None;

    /// <summary>How many frames are active in the script.</summary>
    public int Depth { get; init; }

    /// <summary>Is told of the calls that the request makes; null if nobody wants to know.</summary>
    public IHopObserver? Observer { get; init; }

    /// <summary>The partition that owns the target.</summary>
    public int Partition { get; } = target.Table.PartitionOf(request.Target.Key);

    /// <summary>Its place in the batch, from 0.</summary>
    public int Index { get; set; }

    /// <summary>The answer, once the request has been executed.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>What was printed.</summary>
    public ImmutableArray<string> Output { get; private set; } = [];

    /// <summary>What the unit touched when it was executed beside others.</summary>
    public UnitAccesses Accesses { get; private set; }

    /// <summary>Whether the unit has to be executed again because of an earlier one.</summary>
    public bool HasConflict { get; set; }

    /// <summary>Whether executing the request may change anything.</summary>
    public bool HasEffects { get; } = request switch
    {
        InvokeRequest => !method!.IsReadOnly,
        CreateRequest => true,
        _ => false,
    };

    /// <summary>Takes over the answer of the request that this one repeats.</summary>
    public void AnswerAs(Answer answer) => Answer = answer;

    /// <summary>Hands the answer to the client.</summary>
    public abstract void Complete();

    /// <summary>Tells the client why there will be no answer.</summary>
    public abstract void Abandon(EngineException reason);

    /// <summary>Has the processor fetch where the entities are found that the request names.</summary>
    public void PrefetchSlots()
    {
        target.Table.PrefetchSlot(Request.Target.Key);
        if (Request is not InvokeRequest invoke) return;
        foreach (var (parameter, op) in method!.References) op.Table.PrefetchSlot(((EntityReference)invoke.Arguments[parameter]).Key);
    }

    /// <summary>Finds the entities that the request names, and has the processor fetch their states.</summary>
    public void PrefetchStates()
    {
        Memory.Prefetch(_home = target.Table.FindOrAdd(Request.Target.Key));
        if (Request is not InvokeRequest invoke) return;
        foreach (var (parameter, op) in method!.References)
        {
            if (op.Table.Find(((EntityReference)invoke.Arguments[parameter]).Key) is { } named) Memory.Prefetch(named);
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

    private void Run(UnitExecutor executor)
    {
        var home = _home ?? target.Table.FindOrAdd(Request.Target.Key);
        var call = Request switch
        {
            InvokeRequest invoke => Call(executor, method!, FrameKind.Invoke, home, ImmutableCollectionsMarshal.AsArray(invoke.Arguments.Items)!),
            CreateRequest create => Call(executor, target.Initializer, FrameKind.Create, home, ImmutableCollectionsMarshal.AsArray(create.Arguments.Items)!),
            _ => executor.RentExists(home),
        };
        executor.Hops = Observer;
        Observer?.Executing(++_attempt);
        executor.Run(call, CalledAt, Depth);
        if (executor.IsOutOfOrder) return;
        Answer = executor.Failed is { } failure ? new FailureAnswer(failure) : new ResultAnswer(executor.Result(call));
        Output = executor.Output.Count == 0 ? [] : [.. executor.Output];
    }

    private static Frame Call(UnitExecutor executor, CompiledMethod method, FrameKind kind, EntityInstance home, Value[] arguments)
    {
        var frame = executor.Rent(method, kind, home);
        method.Frames.Unpack(frame, arguments);
        return frame;
    }
}
