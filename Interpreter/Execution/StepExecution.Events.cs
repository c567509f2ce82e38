using System.Runtime.InteropServices;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <content>How a step begins with an event and ends with others.</content>
internal sealed partial class StepExecution
{
    private void Begin()
    {
        switch (_event)
        {
            case ExistsEvent:
                End(Reply(new ResultAnswer(BoolValue.Of(_state is not null))));
                break;
            case CreateEvent create:
                Create(create);
                break;
            case InvokeEvent invoke when _state is null:
                Throw(new Failure($"there is no {invoke.Target}: create it first with `{invoke.Target.Entity}(...)`", invoke.CalledAt, []));
                break;
            case InvokeEvent invoke:
                Enter(_program.Program.Method(invoke.Method), invoke.Arguments.AsSpan(), invoke.CalledAt);
                break;
            case ResumeEvent { Waiting: FrameContinuation waiting, Answer: var answer }:
                Resume(waiting, answer);
                break;
            case ResumeEvent { Waiting: JoinContinuation branch, Answer: var answer }:
                Join(branch, answer);
                break;
            case ResumeEvent { Waiting: StartedContinuation started, Answer: var answer }:
                Keep(started.Handle, answer);
                break;
            default:
                throw new InvalidOperationException($"{_event} cannot begin a step");
        }
    }

    private void Create(CreateEvent create)
    {
        if (_state is not null)
        {
            Throw(new Failure($"{create.Target} exists already", create.CalledAt, []));
            return;
        }

        var op = _program.Program.Operator(create.Target.Entity);
        _evaluator.Call(_program.Program.Method(op.Initializer!), create.Arguments.AsSpan(), create.CalledAt);
        End([Reply(new ResultAnswer(create.Target))], change: null, exists: true);
    }

    private void Resume(FrameContinuation waiting, Answer answer)
    {
        Restore(waiting);
        var top = _activations[^1];
        if (answer is FailureAnswer { Failure: var failure }) Raise(CalledFrom(failure, top.Method, top.CalledAt));
        else Deliver(top, ((ResultAnswer)answer).Value);
    }

    /// <summary>Takes one answer of a fork; when it was the last, the method goes on.</summary>
    private void Join(JoinContinuation branch, Answer answer)
    {
        var pending = _state!.Joins[branch.Join];
        var answers = pending.Answers.SetItem(branch.Branch, answer);
        if (answers.Contains(null))
        {
            _state = _state with { Joins = _state.Joins.SetItem(branch.Join, pending with { Answers = answers }) };
            End();
            return;
        }

        _state = _state with { Joins = _state.Joins.Remove(branch.Join) };
        Restore(pending.Waiting);
        var top = _activations[^1];
        if (answers.OfType<FailureAnswer>().FirstOrDefault() is { } failed)
        {
            Raise(CalledFrom(failed.Failure, top.Method, top.CalledAt));
            return;
        }

        var fork = (ForkTerminator)top.Block.Terminator;
        for (var i = 0; i < answers.Length; i++)
        {
            if (fork.Branches[i].Answer is { } variable) top.Locals[variable.Slot] = ((ResultAnswer)answers[i]!).Value;
        }

        GoTo(top, fork.Join);
    }

    /// <summary>Keeps the answer of a started call; what waits for it goes on.</summary>
    private void Keep(CallHandle handle, Answer answer)
    {
        var waiting = _state!.StartedCalls[handle].Waiting;
        _state = _state with { StartedCalls = _state.StartedCalls.SetItem(handle, new StartedCall(answer, null)) };
        if (waiting is null) End();
        else Resume(waiting, answer);
    }

    private void Call(EvaluatedCall call)
    {
        switch (call)
        {
            case EvaluatedInPlace inPlace:
                Enter(_program.Program.Method(inPlace.Method), inPlace.Arguments.AsSpan(), inPlace.Span);
                break;
            case EvaluatedWait { Handle: var handle } when _state!.StartedCalls.GetValueOrDefault(handle)?.Answer is { } answer:
                if (answer is FailureAnswer { Failure: var failure }) throw new FailureException(failure);
                Deliver(_activations[^1], ((ResultAnswer)answer).Value);
                break;
            case EvaluatedWait { Handle: var handle }:
                var waiting = new StartedCall(null, Suspend());
                _state = _state with { StartedCalls = _state.StartedCalls.SetItem(handle, waiting) };
                End();
                break;
            default:
                End(Send(NextId(), call, Suspend()));
                break;
        }
    }

    private void Fork(ImmutableArray<EvaluatedCall> calls)
    {
        var waiting = Suspend();
        var join = $"{_event.Id}/{_outgoing.Count}";
        End(
            [.. calls.Select((call, branch) => Send(NextId(branch), call, new JoinContinuation(_event.Target, join, branch, waiting.Depth)))],
            state => state with { Joins = state.Joins.SetItem(join, new PendingJoin(waiting, [.. calls.Select(_ => (Answer?)null)])) },
            exists: true);
    }

    /// <summary>The id of an event with which the step ends: the calls that it has started come before.</summary>
    private EventId NextId(int offset = 0) => _event.Id.Derive(_outgoing.Count + _step.Started.Count + offset);

    private CallEvent Send(EventId id, EvaluatedCall call, Continuation caller) => call switch
    {
        EvaluatedInvoke invoke => new InvokeEvent(id, _event.Target, invoke.Target, _event.Scope, caller, invoke.Method, invoke.Arguments, call.Span),
        EvaluatedCreate create => new CreateEvent(id, _event.Target, create.Target, _event.Scope, caller, create.Arguments, call.Span),
        EvaluatedExists exists => new ExistsEvent(id, _event.Target, exists.Target, _event.Scope, caller, call.Span),
        _ => throw new ArgumentException($"{call.GetType().Name} is not sent", nameof(call)),
    };

    private Event Reply(Answer answer) => Reply(NextId(), _event.Target, _event.Scope, _below, answer);

    /// <summary>The event that brings an answer to whom it is for.</summary>
    public static Event Reply(EventId id, EntityReference source, TransactionScope? scope, Continuation to, Answer answer) => to switch
    {
        FrameContinuation { Frame.Owner: var owner } => new ResumeEvent(id, source, owner, scope, to, answer),
        JoinContinuation { Owner: var owner } => new ResumeEvent(id, source, owner, scope, to, answer),
        StartedContinuation => new ResumeEvent(id, source, Scheduler.Script, scope, to, answer),
        TransactionContinuation transaction => new CompletionEvent(id, source, source, transaction.Scope, transaction.Below, answer),
        ClientContinuation => new AnswerEvent(id, source, source, answer),
        _ => throw new ArgumentOutOfRangeException(nameof(to), to.GetType().Name, null),
    };

    private void End(params ImmutableArray<Event> events) => End(events, change: null, _state is not null);

    /// <summary>Ends a step that has not failed, unless an invariant says that it has.</summary>
    private void End(ImmutableArray<Event> events, Func<EntityState, EntityState>? change, bool exists)
    {
        if (!exists)
        {
            Result = new StepResult(null, events, []);
            return;
        }

        if (_event.Scope is null && !IsScript && _event is not ExistsEvent && FirstBrokenInvariant() is { } failure)
        {
            AbandonInvocation(failure);
            return;
        }

        var fields = ImmutableCollectionsMarshal.AsImmutableArray<Value?>(_step.Fields);
        var state = SendStarted(_state is null ? new EntityState(_event.Target, fields) : _state with { Fields = fields });
        Result = new StepResult(change?.Invoke(state) ?? state, _outgoing.Count == 0 ? events : [.. _outgoing, .. events], _step.TakeOutput());
    }

    /// <summary>Sends the calls that the step has started, and gives the state that will keep their answers.</summary>
    private EntityState SendStarted(EntityState state)
    {
        foreach (var start in _step.Started)
        {
            if (!state.StartedCalls.ContainsKey(start.Handle))
                state = state with { StartedCalls = state.StartedCalls.Add(start.Handle, new StartedCall(null, null)) };
            _outgoing.Add(Send(_event.Id.Derive(_outgoing.Count), start.Call, new StartedContinuation(start.Handle)));
        }

        return state;
    }

    private Failure? FirstBrokenInvariant()
    {
        try
        {
            _evaluator.CheckInvariants(_step.Operator);
            return null;
        }
        catch (FailureException exception)
        {
            return exception.Failure;
        }
    }

    /// <summary>Ends a step that fails before any method runs.</summary>
    private void Throw(Failure failure)
    {
        Thrown = failure;
        Abandon(failure);
    }

    /// <summary>Fails the whole invocation, methods that wait in place included: a broken invariant is not theirs to catch.</summary>
    private void AbandonInvocation(Failure failure)
    {
        Thrown = failure;
        if (_returned is { } returned) failure = CalledFrom(failure, returned.Method, returned.CalledAt);
        while (_below is FrameContinuation { Frame: var frame } waiting && IsInPlace(frame))
        {
            failure = CalledFrom(failure, _program.Program.Method(frame.Method), frame.CalledAt);
            _below = waiting.Below;
        }

        Abandon(failure);
    }

    /// <summary>Ends a failed step: its writes and prints are undone and the caller gets the failure. A script keeps what it did.</summary>
    private void Abandon(Failure failure)
    {
        if (_event is CreateEvent create && failure.Span != create.CalledAt) failure = failure.CalledFrom(new CallSite($"the creation of {create.Target}", create.CalledAt));
        _outgoing.Add(Reply(_event.Id.Derive(0), _event.Target, _event.Scope, _below, new FailureAnswer(failure)));
        Result = IsScript
            ? new StepResult(SendStarted(_state! with { Fields = [.. _step.Fields] }), [.. _outgoing], [.. _step.Output])
            : new StepResult(_state, [.. _outgoing], []);
    }
}
