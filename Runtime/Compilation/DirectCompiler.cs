using System.Linq.Expressions;
using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Compiles the code of direct runs: a method as it was written, with a call of .NET for each remote call.</summary>
/// <remarks>
/// The steps, and what begins and ends with them, are those of the code that events run. A failure that leaves a step ends the direct
/// run: the code then returns at once, whatever it returns, and so does all that called it, each call adding itself to the failure's chain.
/// </remarks>
internal sealed class DirectCompiler : BlockCompiler
{
    private readonly ParameterExpression _home = Code.Parameter(typeof(EntityInstance), "home");
    private readonly ParameterExpression _edge = Code.Parameter(typeof(int), "edge");

    /// <summary>Holds whether the step under way may have written; only where there are invariants.</summary>
    private readonly ParameterExpression _isWritten = Code.Variable(typeof(bool), "isWritten");

    private readonly bool _isInPlace;

    private DirectCompiler(CompiledMethod method, bool isInPlace)
        : base(method, Code.Variable(StateType(method), "state"), method.Program.Types.Of(method.Method.Result)) => _isInPlace = isInPlace;

    private bool IsTransaction => Method.IsTransactional && !_isInPlace;

    private bool HasInvariants => Method.Operator!.HasInvariants;

    /// <summary>Where the code will be; it may be called by code that is compiled before it.</summary>
    public static object Empty(CompiledMethod method) =>
        Activator.CreateInstance(typeof(CodeSlot<>).MakeGenericType(DelegateType(method)))!;

    /// <summary>Compiles the code.</summary>
    /// <param name="isInPlace">Whether it runs in its caller's step.</param>
    public static void Compile(CompiledMethod method, object slot, bool isInPlace) => CodeSlot.Set(slot, new DirectCompiler(method, isInPlace).Compile());

    /// <summary>The code that a request runs.</summary>
    public static DirectCode Root(CompiledMethod method)
    {
        var program = method.Program;
        var (executor, home, arguments) = (Code.Parameter(typeof(UnitExecutor)), Code.Parameter(typeof(EntityInstance)), Code.Parameter(typeof(Value[])));
        var invoke = Code.Invoke(
            CodeSlot.Get(method.Direct),
            [
                executor,
                home,
                Code.Constant(program.EdgeFromIngress(method.Operator!)),
                .. method.Method.Parameters.Select((parameter, i) => program.Boxing.Unbox(Code.ArrayIndex(arguments, Code.Constant(i)), parameter.Type)),
            ]);
        return Code.Lambda<DirectCode>(program.Boxing.Box(invoke, method.Method.Result), executor, home, arguments).Compile();
    }

    protected override Code Return(Code value)
    {
        if (_isInPlace) return Code.Return(End, value);
        var result = Code.Variable(value.Type);
        return Code.Block(
            typeof(void),
            [result],
            [
                Code.Assign(result, value),
                .. EndStep(),
                .. IsTransaction ? [LeaveIf(Code.Not(OnExecutor(nameof(UnitExecutor.CommitDirect))))] : (Code[])[],
                Code.Return(End, result),
            ]);
    }

    protected override Code Fail(Code message, SourceSpan span) => Leave(OnExecutor(nameof(UnitExecutor.FailDirect), message, Code.Constant(Program.Number(span))));

    /// <summary>The failure that was handled does not know the calls of the step that events know, and so cannot be the answer.</summary>
    protected override Code FailAgain(Code failure) => Leave(OnExecutor(nameof(UnitExecutor.LeaveDirect)));

    /// <summary>A failure within a step is handled; one of a call leaves the direct run, though it may have arisen before the call.</summary>
    protected override Code Handled(Block block, Code code, Handler handler) =>
        block.Terminator is CallTerminator or ForkTerminator ? code : base.Handled(block, code, handler);

    protected override Code Call(Block block, CallTerminator call)
    {
        var called = Expressions.Prepare(call.Call);
        var result = ResultOf(call.Call);
        return Code.Block(
            typeof(void),
            [called.Home, .. called.Arguments, result],
            [
                .. called.Evaluation,
                .. call.Call is InPlaceCall ? [] : EndStep(),
                Code.Assign(result, Invoke(call.Call, called)),
                .. call.Call is InPlaceCall ? GoOn(LeaveCall(block, call.Call, called)) : Resume(block, LeaveCall(block, call.Call, called)),
                .. Answer(call.Call, call.Answer, called, result),
                GoTo(call.Resume),
            ]);
    }

    protected override Code Fork(Block block, ForkTerminator fork)
    {
        var branches = fork.Branches.Select(branch => (branch.Call, branch.Answer, Called: Expressions.Prepare(branch.Call), Result: ResultOf(branch.Call))).ToList();
        return Code.Block(
            typeof(void),
            [.. branches.SelectMany(branch => (ParameterExpression[])[branch.Called.Home, .. branch.Called.Arguments, branch.Result])],
            [
                .. branches.SelectMany(branch => branch.Called.Evaluation),
                .. EndStep(),
                .. branches.SelectMany(branch => new[]
                {
                    Code.Assign(branch.Result, Invoke(branch.Call, branch.Called)),
                    LeaveIf(Code.Not(OnExecutor(nameof(UnitExecutor.ReturnedDirect))), OnExecutor(nameof(UnitExecutor.LeaveToHandler))),
                }),
                .. Resume(block, Code.Empty(), hasReturned: true),
                .. branches.SelectMany(branch => Answer(branch.Call, branch.Answer, branch.Called, branch.Result)),
                GoTo(fork.Join),
            ]);
    }

    private Delegate Compile()
    {
        var access = Method.Method.Kind == MethodKind.Initializer ? Access.Read | Access.Write : Method.AccessFrom(Entry.Begin);
        var begin = _isInPlace
            ? OnExecutor(nameof(UnitExecutor.BeginInPlace))
            : Method.Method.Kind == MethodKind.Initializer
                ? OnExecutor(nameof(UnitExecutor.BeginCreation), _home, _edge)
                : OnExecutor(nameof(UnitExecutor.BeginDirect), _home, _edge, Code.Constant(access), Code.Constant(IsTransaction));
        var body = Code.Block(
            [State, _isWritten, .. Locals[Parameters.Length..]],
            [.. Open(begin, _isInPlace || (access & Access.Write) != 0), .. Blocks(), Code.Label(End, Code.Default(End.Type))]);
        return Code.Lambda(DelegateType(Method), body, Method.Method.Name, [Executor, _home, _edge, .. Parameters]).Compile();
    }

    private Code Invoke(Call call, PreparedCall called)
    {
        var edge = Code.Constant(Program.Edge(Method.Operator!, Program.Operator(call switch
        {
            InvokeCall invoke => invoke.Entity,
            CreateCall create => create.Entity,
            ExistsCall exists => exists.Entity,
            _ => Method.Operator!.Name,
        })));
        if (call is ExistsCall) return OnExecutor(nameof(UnitExecutor.ExistsDirect), called.Home, edge);
        var callee = called.Callee!;
        return call is InPlaceCall
            ? Code.Invoke(CodeSlot.Get(callee.DirectInPlace), [Executor, _home, edge, .. called.Arguments])
            : Code.Invoke(CodeSlot.Get(callee.Direct), [Executor, called.Home, edge, .. called.Arguments]);
    }

    /// <summary>The variable that holds what the code of a call gives.</summary>
    private ParameterExpression ResultOf(Call call) => Code.Variable(call switch
    {
        ExistsCall => typeof(bool),
        CreateCall create => Program.Types.Of(Program.Operator(create.Entity).Initializer.Method.Result),
        _ => Program.Types.Of(ResultType(call)),
    });

    private IEnumerable<Code> Answer(Call call, Variable? answer, PreparedCall called, ParameterExpression result)
    {
        if (answer is null) yield break;
        var value = call is CreateCall create ? called.Arguments[Program.Operator(create.Entity).Operator.KeyParameter] : result;
        yield return Code.Assign(Locals[answer.Slot], Program.Boxing.Convert(value, ResultType(call), answer.Type));
    }

    /// <summary>Goes on in a step of its own after a call.</summary>
    /// <param name="leaving">What to do first if the call has failed.</param>
    /// <param name="hasReturned">Whether the executor knows already that the call is over.</param>
    private IEnumerable<Code> Resume(Block block, Code leaving, bool hasReturned = false)
    {
        // What the callers in whose step this runs will do with the state is not known here.
        var access = _isInPlace ? Access.Read | Access.Write : Method.AccessFrom(Entry.Result(block.Id));
        return Open(
            OnExecutor(hasReturned ? nameof(UnitExecutor.OpenDirect) : nameof(UnitExecutor.ResumeDirect), _home, Code.Constant(access)),
            (access & Access.Write) != 0,
            leaving);
    }

    /// <summary>Goes on in the step in which a call in place has ended.</summary>
    private IEnumerable<Code> GoOn(Code leaving) => Open(OnExecutor(nameof(UnitExecutor.ContinueDirect)), mayWrite: true, leaving);

    private IEnumerable<Code> Open(Code state, bool mayWrite, Code? leaving = null) =>
    [
        Code.Assign(State, Code.Convert(state, State.Type)),
        LeaveIf(Code.ReferenceEqual(State, Code.Constant(null, State.Type)), leaving),
        .. HasInvariants ? [Code.Assign(_isWritten, Code.Constant(mayWrite))] : (Code[])[],
    ];

    private IEnumerable<Code> EndStep() => HasInvariants
        ? [LeaveIf(Code.AndAlso(_isWritten, Code.Not(OnExecutor(nameof(UnitExecutor.EndDirectStep), State))))]
        : [];

    /// <summary>What a call does that a failure leaves. One of a fork's calls lets the others be made nevertheless, which is not done here.</summary>
    private Code LeaveCall(Block block, Call call, PreparedCall called) => block.Handler is not null
        ? OnExecutor(nameof(UnitExecutor.LeaveToHandler))
        : called.Callee is { } callee
            ? OnExecutor(
                nameof(UnitExecutor.LeaveCall), call is InPlaceCall ? _home : called.Home, Code.Constant(Program.Number(new InPlaceSite(callee.Method, call.Span))))
            : Code.Empty();

    private Code LeaveIf(Code condition, Code? first = null) => Code.IfThen(condition, Leave(first ?? Code.Empty()));

    private Code Leave(Code first) => Code.Block(typeof(void), first, Code.Return(End, Code.Default(End.Type)));

    private MethodCallExpression OnExecutor(string method, params Code[] arguments) => Code.Call(Executor, typeof(UnitExecutor).GetMethod(method)!, arguments);

    private static Type DelegateType(CompiledMethod method) => Code.GetDelegateType(
    [
        typeof(UnitExecutor),
        typeof(EntityInstance),
        typeof(int),
        .. method.Method.Parameters.Select(parameter => method.Program.Types.Of(parameter.Type)),
        method.Program.Types.Of(method.Method.Result),
    ]);
}
