using StateFlow.Interpreter.Evaluation.Functions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Runtime.Execution;
using ParameterExpression = System.Linq.Expressions.ParameterExpression;
using Code = System.Linq.Expressions.Expression;
using Expression = StateFlow.Language.IR.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <content>Calls that do not wait.</content>
internal sealed partial class ExpressionCompiler
{
    private Code CallInPlace(CallExpression call)
    {
        var callee = program.Method(call.Method);
        var arguments = call.Arguments.Zip(callee.Method.Parameters).Select(pair => Compile(pair.First, pair.Second.Type));
        var variables = callee.Method.Parameters.Select(parameter => Code.Variable(program.Types.Of(parameter.Type))).ToList();
        var result = Code.Variable(program.Types.Of(callee.Method.Result));
        var invoke = Code.Assign(result, Code.Invoke(
            CodeSlot.Get(callee.InPlace),
            [executor, StateFor(callee), .. variables]));
        return Code.Block(
            [.. variables, result],
            [
                .. variables.Zip(arguments).Select(pair => Code.Assign(pair.First, pair.Second)),
                OnExecutor(nameof(UnitExecutor.Enter), Code.Constant(program.Number(new InPlaceSite(callee.Method, call.Span)))),
                callee.IsTransactional ? InTransaction(invoke) : invoke,
                OnExecutor(nameof(UnitExecutor.Leave)),
                program.Boxing.Convert(result, callee.Method.Result, call.Type),
            ]);
    }

    /// <summary>A transaction within a step: a failure that leaves it undoes what it did.</summary>
    private Code InTransaction(Code body)
    {
        var (savepoint, isDone) = (Code.Variable(typeof(Savepoint)), Code.Variable(typeof(bool)));
        return Code.Block(
            typeof(void),
            [savepoint, isDone],
            Code.Assign(savepoint, OnExecutor(nameof(UnitExecutor.Save), state!)),
            Code.Assign(isDone, Code.Constant(false)),
            Code.TryFinally(
                Code.Block(
                    typeof(void),
                    body,
                    OnExecutor(nameof(UnitExecutor.CommitInPlace), savepoint, state!),
                    Code.Assign(isDone, Code.Constant(true))),
                Code.IfThen(Code.Not(isDone), OnExecutor(nameof(UnitExecutor.RollBackInPlace), savepoint, state!))));
    }

    /// <summary>The state to hand to a method: functions outside of entities are given none.</summary>
    private Code StateFor(CompiledMethod callee) =>
        callee.Operator is null ? Code.Constant(null, typeof(EntityInstance)) : state!;

    private Code Apply(ApplyExpression apply) => program.Boxing.Unbox(
        OnExecutor(nameof(UnitExecutor.Apply), CompileAs(apply.Function, typeof(FunctionValue)), Values(apply.Arguments), Number(apply.Span)), apply.Type);

    private Code LibraryCall(LibraryCallExpression call) => Simple(call) ?? program.Boxing.Unbox(
        OnExecutor(
            nameof(UnitExecutor.CallLibrary),
            Code.Constant(LibraryBodies.Of(call.Function)),
            Values(call.Arguments),
            Code.Constant(call.Type, typeof(DataType)),
            Number(call.Span)),
        call.Type);

    /// <summary>The functions that need neither boxes nor an array of arguments; null for all others.</summary>
    private Code? Simple(LibraryCallExpression call)
    {
        Code? Property<T>(string name) => Code.Property(CompileAs(call.Arguments[0], typeof(T)), name);
        switch (call.Function)
        {
            case "List.isEmpty": return Property<ListValue>(nameof(ListValue.IsEmpty));
            case "List.length": return Code.Convert(Property<ListValue>(nameof(ListValue.Count))!, typeof(long));
            case "List.head":
                return program.Boxing.Unbox(Partial(nameof(Structures.Head), call), call.Type);
            case "List.tail": return Partial(nameof(Structures.Tail), call);
            case "List.rev": return Call(typeof(Structures), nameof(Structures.Reverse), CompileAs(call.Arguments[0], typeof(ListValue)));
            case "List.empty": return Code.Property(null, typeof(ListValue), nameof(ListValue.Empty));
            case "Option.isSome": return Code.NotEqual(Property<OptionValue>(nameof(OptionValue.Item))!, Code.Constant(null, typeof(Value)));
            case "Option.isNone": return Code.Equal(Property<OptionValue>(nameof(OptionValue.Item))!, Code.Constant(null, typeof(Value)));
            case "Some": return Call(typeof(OptionValue), nameof(OptionValue.Some), Box(call.Arguments[0]));
            case "None": return Code.Property(null, typeof(OptionValue), nameof(OptionValue.None));
            case "failwith": return Never(Fail(CompileAs(call.Arguments[0], typeof(string)), call.Span), call.Type);
            case "not": return Code.Not(CompileAs(call.Arguments[0], typeof(bool)));
            case "ignore": return Code.Block(Compile(call.Arguments[0]), Unit);
            case "id": return Compile(call.Arguments[0], call.Type);
            case "String.length": return Code.Convert(Property<string>(nameof(string.Length))!, typeof(long));
            case "min" or "max" when call.Type == DataType.Int:
                return Call(
                    typeof(Math),
                    call.Function == "min" ? nameof(Math.Min) : nameof(Math.Max),
                    CompileAs(call.Arguments[0], typeof(long)),
                    CompileAs(call.Arguments[1], typeof(long)));
            case "float" when call.Arguments[0].Type == DataType.Int: return Code.Convert(Compile(call.Arguments[0]), typeof(double));
            default: return null;
        }
    }

    /// <summary>A function of lists that fails for the empty one.</summary>
    private Code Partial(string function, LibraryCallExpression call) =>
        Call(typeof(Structures), function, CompileAs(call.Arguments[0], typeof(ListValue)), executor, Number(call.Span));

    private Code Start(StartExpression start) => start.Call switch
    {
        WaitCall wait => Compile(wait.Handle),
        _ => OnExecutor(nameof(UnitExecutor.Start), CalleeOf(start.Call), Number(start.Call.Span)),
    };

    /// <summary>Code that evaluates a call's target and arguments, and gives a frame for it.</summary>
    public Code CalleeOf(Call call)
    {
        var called = Prepare(call);
        if (called.Callee is not { } method)
            return Code.Block(typeof(Frame), [called.Home], [.. called.Evaluation, OnExecutor(nameof(UnitExecutor.RentExists), called.Home)]);
        var frames = method.Frames;
        var frame = Code.Variable(frames.Type);
        var kind = Code.Constant(call switch
        {
            InvokeCall => FrameKind.Invoke,
            CreateCall => FrameKind.Create,
            _ => FrameKind.InPlace,
        });
        return Code.Block(
            typeof(Frame),
            [called.Home, frame, .. called.Arguments],
            [
                .. called.Evaluation,
                Code.Assign(frame, Code.Convert(OnExecutor(nameof(UnitExecutor.Rent), Code.Constant(method), kind, called.Home), frames.Type)),
                .. method.Method.Parameters.Zip(called.Arguments).Select(pair => Code.Assign(Code.Field(frame, frames.Field(pair.First)), pair.Second)),
                frame,
            ]);
    }

    /// <summary>What a call consists of, as code.</summary>
    public PreparedCall Prepare(Call call) => call switch
    {
        InvokeCall invoke => Prepare(program.Method(invoke.Method), invoke.Arguments, Instance(invoke.Entity, invoke.Target)),
        CreateCall create when program.Operator(create.Entity) is var op => PrepareCreation(op, create.Arguments),
        ExistsCall exists => Prepare(null, [], Instance(exists.Entity, exists.Key)),
        InPlaceCall inPlace => Prepare(program.Method(inPlace.Method), inPlace.Arguments, Code.Constant(null, typeof(EntityInstance))),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private PreparedCall Prepare(CompiledMethod? callee, Sequence<Expression> arguments, Code target)
    {
        var home = Code.Variable(typeof(EntityInstance));
        var variables = callee is null ? [] : ParametersOf(callee);
        return new PreparedCall(callee, home, variables, [Code.Assign(home, target), .. callee is null ? [] : Evaluate(callee, variables, arguments)]);
    }

    private PreparedCall PrepareCreation(CompiledOperator op, Sequence<Expression> arguments)
    {
        var home = Code.Variable(typeof(EntityInstance));
        var variables = ParametersOf(op.Initializer);
        return new PreparedCall(
            op.Initializer, home, variables, [.. Evaluate(op.Initializer, variables, arguments), Code.Assign(home, Instance(op, variables[op.Operator.KeyParameter]))]);
    }

    private ImmutableArray<ParameterExpression> ParametersOf(CompiledMethod method) =>
        [.. method.Method.Parameters.Select(parameter => Code.Variable(program.Types.Of(parameter.Type)))];

    private IEnumerable<Code> Evaluate(CompiledMethod callee, ImmutableArray<ParameterExpression> variables, Sequence<Expression> arguments) =>
        variables.Zip(arguments, callee.Method.Parameters).Select(entry => Code.Assign(entry.First, Compile(entry.Second, entry.Third.Type)));

    private Code Instance(string entity, Expression key) => Instance(program.Operator(entity), Compile(key));

    private Code Instance(CompiledOperator op, Code key) =>
        OnExecutor(key.Type == typeof(string) ? nameof(UnitExecutor.FindByText) : nameof(UnitExecutor.FindByNumber), Code.Constant(op), key);
}

/// <summary>A call as code: what evaluates it, and the variables that hold its parts then.</summary>
/// <param name="Callee">The method, or the initializer of a creation; null if it is asked whether the entity exists.</param>
/// <param name="Home">Holds the entity that is called.</param>
/// <param name="Evaluation">Sets the variables, in the order of evaluation.</param>
internal sealed record PreparedCall(
    CompiledMethod? Callee, ParameterExpression Home, ImmutableArray<ParameterExpression> Arguments, ImmutableArray<Code> Evaluation);
