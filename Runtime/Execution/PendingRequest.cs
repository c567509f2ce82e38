using System.Runtime.InteropServices;
using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>A request on its way through the engine.</summary>
/// <param name="target">The entity's operator.</param>
/// <param name="method">The method that it calls; null for others than <see cref="InvokeRequest"/>.</param>
/// <param name="receiver">Who is called back with the answer; null if nobody.</param>
/// <param name="ticket">What the receiver is given with it.</param>
/// <remarks>Sealed, so that a store in an array of requests needs no check.</remarks>
internal sealed class PendingRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method, IAnswerReceiver? receiver, long ticket)
{
    private EntityInstance? _home;
    private string[]? _output;
    private bool _isOver;

    /// <summary>What is asked.</summary>
    public EntityRequest Request { get; } = request;

    /// <summary>Where the request comes from, and who follows it; null for most.</summary>
    public RequestContext? Context { get; init; }

    /// <summary>Who is called back with the answer; null if nobody.</summary>
    public IAnswerReceiver? Receiver => receiver;

    /// <summary>The partition that owns the target.</summary>
    public int Partition => target.Table.PartitionOf(Request.Target.Key);

    /// <summary>The answer, once the request has been executed.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>What was printed.</summary>
    public IReadOnlyList<string> Output => _output ?? [];

    /// <summary>Where the worker that saw the request first has noted what it touches.</summary>
    public UnitAccesses Accesses { get; set; }

    /// <summary>Whether executing the request may change anything.</summary>
    public bool HasEffects => Request switch
    {
        InvokeRequest => !method!.IsReadOnly,
        CreateRequest => true,
        _ => false,
    };

    /// <summary>What a batch has to know of its requests.</summary>
    public RequestTraits Traits =>
        (Request.Id is null ? RequestTraits.None : RequestTraits.HasId) | (Footprint is null ? RequestTraits.HasNoFootprint : RequestTraits.None);

    private Footprint? Footprint => Request switch
    {
        InvokeRequest => method!.Footprint,
        CreateRequest => target.Initializer.Footprint,
        _ => target.ExistsFootprint,
    };

    /// <summary>Takes over the answer of the request that this one repeats.</summary>
    public void AnswerAs(Answer answer) => Answer = answer;

    /// <summary>Hands the answer to the client.</summary>
    public void Complete()
    {
        _isOver = true;
        receiver?.Answered(ticket, Answer!);
    }

    /// <summary>Tells the client why there will be no answer, unless it has been given one.</summary>
    public void Abandon(EngineException reason)
    {
        if (_isOver) return;
        _isOver = true;
        receiver?.Abandoned(ticket, reason);
    }

    /// <summary>Adds lookups of the entities that the request names.</summary>
    public void AddLookups(Lookups lookups)
    {
        lookups.Add(target, Request.Target.Key);
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        foreach (var parameter in method!.References) lookups.Add(parameter.Operator, ((EntityReference)arguments[parameter.Index]).Key);
    }

    /// <summary>Takes over what the lookups have found, before the request is executed.</summary>
    public void TakeLookups(Lookups lookups, UnitExecutor executor)
    {
        _home = lookups.Next(target);
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        foreach (var parameter in method!.References)
        {
            if (lookups.Next(parameter.Operator) is { } found) executor.Know(parameter.Operator, ((EntityReference)arguments[parameter.Index]).Key, found);
        }
    }

    /// <summary>Takes over what the lookups have found, and notes what the request will do with it. While nothing is executed.</summary>
    public void TakeFootprint(Lookups lookups, List<TouchedEntity> touched)
    {
        var footprint = Footprint!;
        _home = lookups.Next(target) ?? target.Table.FindOrAdd(Request.Target.Key);
        touched.Add(TouchedEntity.Of(_home, footprint.Target));
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        foreach (var parameter in method!.References)
        {
            var found = lookups.Next(parameter.Operator);
            if (footprint.Parameters[parameter.Index] is not { } access) continue;
            found ??= parameter.Operator.Table.FindOrAdd(((EntityReference)arguments[parameter.Index]).Key);
            touched.Add(TouchedEntity.Of(found, access));
        }
    }

    /// <summary>Tells an executor of the entities that the request will touch.</summary>
    /// <param name="touched">What was noted.</param>
    public void Introduce(ReadOnlySpan<TouchedEntity> touched, UnitExecutor executor)
    {
        if (Request is not InvokeRequest { Arguments.Span: var arguments }) return;
        var next = 1;
        foreach (var parameter in method!.References)
        {
            if (method.Footprint!.Parameters[parameter.Index] is null) continue;
            executor.Know(parameter.Operator, ((EntityReference)arguments[parameter.Index]).Key, touched[next++].Home);
        }
    }

    /// <summary>Executes the request alone, or beside others that touch nothing in common with it.</summary>
    public void Execute(UnitExecutor executor)
    {
        executor.Begin();
        Run(executor);
    }

    /// <summary>Executes the request beside others, on copies.</summary>
    public void Execute(UnitExecutor executor, long ticket)
    {
        executor.Begin(ticket);
        Run(executor);
        Accesses = executor.TakeAccesses();
    }

    /// <summary>Executes the request alone, after those of its batch that had no conflict; without an answer if the executor is then out of order.</summary>
    /// <param name="accesses">What it touched the first time.</param>
    public void ExecuteAgain(UnitExecutor executor, long ticket, ReadOnlySpan<AccessEntry> accesses)
    {
        executor.BeginAgain(ticket, accesses);
        Run(executor);
    }

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
