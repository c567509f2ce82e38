using System.Runtime.InteropServices;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Execution;

/// <summary>One step under way: the handling of an event, statement by statement.</summary>
/// <remarks>
/// A step begins with an event and ends when a method returns to a caller elsewhere, calls another entity, or fails. It is a
/// function of program, state and event: what it changes is its own until <see cref="Result"/> is taken.
/// </remarks>
internal sealed partial class StepExecution
{
    private readonly LoadedProgram _program;
    private readonly Event _event;
    private readonly List<Activation> _activations = new(1);
    private readonly List<Event> _outgoing = new(1);
    private readonly List<VisitedBlock>? _path;
    private readonly StepState _step;
    private readonly Evaluator _evaluator;

    /// <summary>The state to which a failure returns; null if the target does not exist.</summary>
    private EntityState? _state;
    private Continuation _below;

    /// <summary>The method whose result ends the step.</summary>
    private Activation? _returned;

    private StepExecution(LoadedProgram program, EntityState? state, Event @event, int maxDepth, List<VisitedBlock>? path, CancellationToken cancellation)
    {
        _program = program;
        _path = path;
        _event = @event;
        _state = state;
        _below = @event switch
        {
            CallEvent call => call.Caller,
            ResumeEvent resume => resume.Waiting,
            _ => throw new ArgumentException($"{@event.GetType().Name} is not for an entity", nameof(@event)),
        };
        var op = program.Program.Operator(@event.Target.Entity);
        Value[] fields = state is null ? new Value[op.Fields.Count] : [.. state.Fields.AsSpan()!];
        _step = new StepState(op, @event.Target, fields, @event.Id, _below.Depth, maxDepth) { IsInTransaction = @event.Scope is not null, Cancellation = cancellation };
        _evaluator = new Evaluator(program, _step);
    }

    /// <summary>A copy of a step under way.</summary>
    private StepExecution(StepExecution original, CancellationToken cancellation)
    {
        _program = original._program;
        _event = original._event;
        _state = original._state;
        _below = original._below;
        _returned = original._returned;
        _outgoing.AddRange(original._outgoing);
        _activations.AddRange(original._activations.Select(activation => activation.Copy()));
        _step = original._step.Copy(cancellation);
        _evaluator = new Evaluator(_program, _step);
    }

    /// <summary>The result, once the step is done.</summary>
    public StepResult? Result { get; private set; }

    /// <summary>The last failure that arose in this step; not one that it was only handed on.</summary>
    public Failure? Thrown { get; private set; }

    public Event Event => _event;

    /// <summary>The methods active in this step, the running one last.</summary>
    public IReadOnlyList<Activation> Activations => _activations;

    /// <summary>The fields as the step has changed them so far.</summary>
    public IReadOnlyList<Value?> Fields => _step.Fields;

    /// <summary>The stack below the step's own activations.</summary>
    public Continuation Below => _below;

    private bool IsScript => _event.Target.Entity == Program.ScriptName;

    /// <summary>Begins to handle an event.</summary>
    /// <param name="state">The state of the event's target; null if it does not exist.</param>
    /// <param name="path">Is given the blocks that the step enters; null if nobody wants to know.</param>
    public static StepExecution Begin(LoadedProgram program, EntityState? state, Event @event, int maxDepth, List<VisitedBlock>? path = null, CancellationToken cancellation = default)
    {
        var execution = new StepExecution(program, state, @event, maxDepth, path, cancellation);
        execution.Guarded(static execution => execution.Begin());
        return execution;
    }

    /// <summary>The same step at the same place, apart from this one from now on, so that a run can return to the middle of a step.</summary>
    public StepExecution Copy(CancellationToken cancellation = default) => new(this, cancellation);

    /// <summary>Handles an event: the pure step function that every delivery of an event stands on.</summary>
    public static StepResult Run(LoadedProgram program, EntityState? state, Event @event, int maxDepth)
    {
        var execution = Begin(program, state, @event, maxDepth);
        while (execution.Result is null) execution.AdvanceBlock();
        return execution.Result;
    }

    /// <summary>Executes one statement, or the end of a block.</summary>
    public void AdvanceStatement()
    {
        if (Result is not null) return;
        Guarded(static execution =>
        {
            var running = execution._activations[^1];
            if (running.IsAtTerminator) execution.Terminate(running);
            else execution._evaluator.Execute(running.Next(), running.Locals);
        });
    }

    /// <summary>Executes up to the end of the running block.</summary>
    public void AdvanceBlock()
    {
        if (Result is not null) return;
        Guarded(static execution =>
        {
            var running = execution._activations[^1];
            while (!running.IsAtTerminator) execution._evaluator.Execute(running.Next(), running.Locals);
            execution.Terminate(running);
        });
    }

    /// <summary>What a script has printed since the last call: a script's prints need not wait for the end of its step.</summary>
    public ImmutableArray<string> TakeOutput() => IsScript && _step.Output.Count > 0 ? _step.TakeOutput() : [];

    private void Guarded(Action<StepExecution> action)
    {
        try
        {
            action(this);
        }
        catch (FailureException exception)
        {
            if (_activations is not [.., { IsAtTerminator: true, Block.Terminator: RethrowTerminator or CallTerminator { Call: WaitCall } }]) Thrown = exception.Failure;
            Raise(exception.Failure);
        }
    }

    private void Terminate(Activation running)
    {
        switch (running.Block.Terminator)
        {
            case GotoTerminator jump:
                GoTo(running, jump.Target);
                break;
            case BranchTerminator branch:
                GoTo(running, _evaluator.Test(branch.Condition, running.Locals) ? branch.Then : branch.Else);
                break;
            case ReturnTerminator end:
                Return(_evaluator.Evaluate(end.Value, running.Locals));
                break;
            case FailTerminator fail:
                throw _step.Failure(((StringValue)_evaluator.Evaluate(fail.Message, running.Locals)).Value, fail.Span);
            case RethrowTerminator rethrow:
                throw new FailureException(((FailureValue)_evaluator.Evaluate(rethrow.Failure, running.Locals)).Failure);
            case CallTerminator call:
                Call(_evaluator.Evaluate(call.Call, running.Locals));
                break;
            case ForkTerminator fork:
                Fork([.. fork.Branches.Select(branch => _evaluator.Evaluate(branch.Call, running.Locals))]);
                break;
            case var other:
                throw new InvalidOperationException($"unknown terminator {other.GetType().Name}");
        }
    }

    /// <summary>Ends the running method; the one that called it in place goes on in the same step.</summary>
    private void Return(Value value)
    {
        var returned = _activations[^1];
        Leave();
        if (_activations.Count == 0 && _below is FrameContinuation waiting && IsInPlace(waiting.Frame)) Restore(waiting);
        if (_activations.Count > 0)
        {
            Deliver(_activations[^1], value);
            return;
        }

        _returned = returned;
        End(Reply(new ResultAnswer(value)));
    }

    private void Deliver(Activation waiting, Value value)
    {
        var call = (CallTerminator)waiting.Block.Terminator;
        if (call.Answer is { } answer) waiting.Locals[answer.Slot] = value;
        GoTo(waiting, call.Resume);
    }

    /// <summary>Takes a failure to the nearest handler in this step; if there is none, the step fails.</summary>
    private void Raise(Failure failure)
    {
        while (true)
        {
            while (_activations.Count > 0)
            {
                var running = _activations[^1];
                _step.Unwind(running.FrameCount);
                if (running.Block.Handler is { } handler)
                {
                    running.Locals[handler.Failure.Slot] = new FailureValue(failure);
                    GoTo(running, handler.Block);
                    return;
                }

                Leave();
            }

            if (_below is not FrameContinuation waiting || !IsInPlace(waiting.Frame)) break;
            Restore(waiting);
            failure = CalledFrom(failure, _activations[^1].Method, _activations[^1].CalledAt);
        }

        Abandon(failure);
    }

    private Failure CalledFrom(Failure failure, Method method, SourceSpan calledAt) => method.Kind is MethodKind.Method or MethodKind.Property
        ? failure.CalledFrom(new CallSite($"{_event.Target}.{method.ShortName}", calledAt))
        : failure;

    private void Enter(Method method, ReadOnlySpan<Value> arguments, SourceSpan calledAt)
    {
        _step.Enter(method, calledAt);
        var locals = new Value[method.Variables.Count];
        arguments.CopyTo(locals);
        var activation = new Activation(method, locals, method.Blocks[0], calledAt, _step.FrameCount);
        _activations.Add(activation);
        Visit(activation);
    }

    private void GoTo(Activation running, int block)
    {
        running.GoTo(block);
        Visit(running);
    }

    private void Visit(Activation running)
    {
        if (_path?.Count < Limits.PathLength) _path.Add(new VisitedBlock(running.Method, running.Block, [.. _step.Fields]));
    }

    private void Leave()
    {
        _activations.RemoveAt(_activations.Count - 1);
        _step.Leave();
    }

    /// <summary>Makes the frame on top of the stack the running method again, at the call it waits for.</summary>
    private void Restore(FrameContinuation waiting)
    {
        var frame = waiting.Frame;
        var method = _program.Program.Method(frame.Method);
        var block = method.Blocks[frame.Block];
        _below = waiting.Below;
        _step.FramesBelow = _below.Depth;
        _step.Enter(method, frame.CalledAt);
        var locals = new Value[method.Variables.Count];
        var slots = Waits.Frame(block.Terminator);
        for (var i = 0; i < slots.Count; i++) locals[slots[i].Slot] = frame.Values[i]!;
        var activation = new Activation(method, locals, block, frame.CalledAt, _step.FrameCount);
        _activations.Add(activation);
        while (!activation.IsAtTerminator) activation.Next();
    }

    private bool IsInPlace(Frame frame) =>
        frame.Owner == _event.Target
        && _program.Program.Method(frame.Method).Blocks[frame.Block].Terminator is CallTerminator { Call: InPlaceCall };

    /// <summary>The stack with every activation of this step as a frame.</summary>
    private FrameContinuation Suspend()
    {
        var stack = _below;
        foreach (var activation in _activations)
        {
            var slots = Waits.Frame(activation.Block.Terminator);
            var values = new Value?[slots.Count];
            for (var i = 0; i < values.Length; i++) values[i] = activation.Locals[slots[i].Slot];
            var frame = new Frame(
                _event.Target,
                activation.Method.Name,
                activation.Block.Id,
                ImmutableCollectionsMarshal.AsImmutableArray(values),
                activation.CalledAt);
            stack = new FrameContinuation(frame, stack);
        }

        return (FrameContinuation)stack;
    }
}
