using System.Runtime.InteropServices;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>Runs a method that never waits, as what the step does: no frame is added.</summary>
    public Value Call(Method method, ReadOnlySpan<Value> arguments) => Run(method, Locals(method, arguments, []));

    /// <summary>Runs a method that never waits, called at <paramref name="span"/> by what is running.</summary>
    public Value Call(Method method, ReadOnlySpan<Value> arguments, SourceSpan span) => Enter(method, Locals(method, arguments, []), span);

    /// <summary>Applies a function to arguments: too few give a function, the result of too many is applied to the rest.</summary>
    public Value Apply(FunctionValue function, ReadOnlySpan<Value> arguments, SourceSpan span)
    {
        while (true)
        {
            var missing = function.Missing;
            if (arguments.Length < missing) return function with { Arguments = function.Arguments.AddRange(arguments) };
            var locals = Locals(function.Method, function.Arguments.AsSpan(), arguments[..missing]);
            var result = Enter(function.Method, locals, span);
            if (arguments.Length == missing) return result;
            arguments = arguments[missing..];
            function = new Site(step, span).As<FunctionValue>(result);
        }
    }

    /// <summary>Fails if an invariant of the executing entity does not hold.</summary>
    public void CheckInvariants(Operator op)
    {
        foreach (var invariant in op.Invariants)
        {
            var site = new Site(step, invariant.Span);
            if (!site.Bool(Call(program.Program.Method(invariant.Method), [])))
                throw site.Failure($"invariant `{invariant.Text}` of {step.This} does not hold");
        }
    }

    /// <summary>A call with its target and arguments evaluated, in this order.</summary>
    public EvaluatedCall Evaluate(Call call, Value[] locals)
    {
        switch (call)
        {
            case InvokeCall invoke:
                var target = At(invoke.Target).As<EntityReference>(Evaluate(invoke.Target, locals));
                return new EvaluatedInvoke(target, invoke.Method, EvaluateArguments(invoke.Arguments, locals), call.Span);
            case CreateCall create:
                var arguments = EvaluateArguments(create.Arguments, locals);
                var key = arguments[program.Program.Operator(create.Entity).KeyParameter];
                return new EvaluatedCreate(new EntityReference(create.Entity, key), arguments, call.Span);
            case ExistsCall exists:
                return new EvaluatedExists(new EntityReference(exists.Entity, Evaluate(exists.Key, locals)), call.Span);
            case InPlaceCall inPlace:
                return new EvaluatedInPlace(inPlace.Method, EvaluateArguments(inPlace.Arguments, locals), call.Span);
            case WaitCall wait:
                return new EvaluatedWait(At(wait.Handle).As<CallHandle>(Evaluate(wait.Handle, locals)), call.Span);
            default:
                throw new ArgumentOutOfRangeException(nameof(call));
        }
    }

    private ImmutableArray<Value> EvaluateArguments(Sequence<Expression> arguments, Value[] locals) =>
        ImmutableCollectionsMarshal.AsImmutableArray(EvaluateAll(arguments, locals));

    private static Value[] Locals(Method method, ReadOnlySpan<Value> first, ReadOnlySpan<Value> rest)
    {
        var locals = new Value[method.Variables.Count];
        first.CopyTo(locals);
        rest.CopyTo(locals.AsSpan(first.Length));
        return locals;
    }

    private Value Enter(Method method, Value[] locals, SourceSpan span)
    {
        step.Enter(method, span);
        var result = StackGuard.HasRoom
            ? Run(method, locals)
            : StackGuard.Continue((self: this, method, locals), static state => state.self.Run(state.method, state.locals));
        step.Leave();
        return result;
    }

    private Value Run(Method method, Value[] locals) =>
        method.IsTransactional ? RunTransaction(method, locals) : RunBlocks(method, locals);

    /// <summary>Runs a transactional method in place: a failure that leaves it undoes what it did.</summary>
    private Value RunTransaction(Method method, Value[] locals)
    {
        // Not by catching and throwing again: at each of many nested calls that would search the whole stack anew.
        var savepoint = step.Save();
        var (isNested, isDone) = (step.IsInTransaction, false);
        step.IsInTransaction = true;
        try
        {
            var result = RunBlocks(method, locals);
            if (!isNested) CheckInvariants(step.Operator);
            isDone = true;
            return result;
        }
        finally
        {
            if (!isDone) step.Rollback(savepoint);
            step.IsInTransaction = isNested;
        }
    }

    private Value RunBlocks(Method method, Value[] locals)
    {
        var next = 0;
        while (true)
        {
            var block = method.Blocks[next];
            var result = block.Handler is { } handler ? RunGuarded(block, handler, locals, out next) : RunBlock(block, locals, out next);
            if (result is not null) return result;
        }
    }

    private Value? RunGuarded(Block block, Handler handler, Value[] locals, out int next)
    {
        var frames = step.FrameCount;
        try
        {
            return RunBlock(block, locals, out next);
        }
        catch (FailureException exception)
        {
            step.Unwind(frames);
            locals[handler.Failure.Slot] = new FailureValue(exception.Failure);
            next = handler.Block;
            return null;
        }
    }

    /// <summary>Runs a block to its end: the method's result, or null and the block to go on with.</summary>
    private Value? RunBlock(Block block, Value[] locals, out int next)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        foreach (var statement in block.Statements) Execute(statement, locals);
        next = -1;
        switch (block.Terminator)
        {
            case ReturnTerminator end:
                return Evaluate(end.Value, locals);
            case GotoTerminator jump:
                next = jump.Target;
                return null;
            case BranchTerminator branch:
                next = Test(branch.Condition, locals) ? branch.Then : branch.Else;
                return null;
            case FailTerminator fail:
                throw step.Failure(At(fail.Message).Text(Evaluate(fail.Message, locals)), fail.Span);
            case RethrowTerminator rethrow:
                throw new FailureException(At(rethrow.Failure).As<FailureValue>(Evaluate(rethrow.Failure, locals)).Failure);
            default:
                throw step.Failure("the program is malformed: a method that never waits calls another entity", block.Terminator.Span);
        }
    }
}
