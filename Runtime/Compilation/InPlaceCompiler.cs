using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Compiles the code of methods that never wait, for calls within a step.</summary>
internal sealed class InPlaceCompiler : BlockCompiler
{
    private InPlaceCompiler(CompiledMethod method)
        : base(method, Code.Parameter(StateType(method), "state"), method.Program.Types.Of(method.Method.Result))
    {
    }

    /// <summary>Where the code will be; it may be called by code that is compiled before it.</summary>
    public static object Empty(CompiledMethod method) =>
        Activator.CreateInstance(typeof(CodeSlot<>).MakeGenericType(DelegateType(method)))!;

    /// <summary>Compiles the code.</summary>
    public static void Compile(CompiledMethod method, object slot) => CodeSlot.Set(slot, new InPlaceCompiler(method).Compile());

    /// <summary>The code that function values run.</summary>
    public static BoxedCode Boxed(CompiledMethod method)
    {
        var program = method.Program;
        var (executor, state, arguments) = (Code.Parameter(typeof(UnitExecutor)), Code.Parameter(typeof(EntityInstance)), Code.Parameter(typeof(Value[])));
        var invoke = Code.Invoke(
            CodeSlot.Get(method.InPlace),
            [
                executor,
                Code.Convert(state, StateType(method)),
                .. method.Method.Parameters.Select((parameter, i) => program.Boxing.Unbox(Code.ArrayIndex(arguments, Code.Constant(i)), parameter.Type)),
            ]);
        return Code.Lambda<BoxedCode>(program.Boxing.Box(invoke, method.Method.Result), executor, state, arguments).Compile();
    }

    /// <summary>The code that says whether all invariants of an operator hold.</summary>
    public static InvariantCode Invariants(CompiledOperator op, IEnumerable<CompiledMethod> invariants)
    {
        var (executor, any) = (Code.Parameter(typeof(UnitExecutor)), Code.Parameter(typeof(EntityInstance)));
        var state = Code.Variable(op.StateType);
        var all = invariants.Select(invariant => (Code)Code.Invoke(CodeSlot.Get(invariant.InPlace), executor, state)).Aggregate(Code.AndAlso);
        return Code.Lambda<InvariantCode>(Code.Block([state], Code.Assign(state, Code.Convert(any, op.StateType)), all), executor, any).Compile();
    }

    protected override Code Return(Code value) => Code.Return(End, value);

    protected override Code Call(Block block, CallTerminator call) => Malformed(call.Span);

    protected override Code Fork(Block block, ForkTerminator fork) => Malformed(fork.Span);

    private Delegate Compile()
    {
        var body = Code.Block(Locals[Parameters.Length..], [.. Blocks(), Code.Label(End, Code.Default(End.Type))]);
        return Code.Lambda(DelegateType(Method), body, Method.Method.Name, [Executor, State, .. Parameters]).Compile();
    }

    private Code Malformed(SourceSpan span) =>
        Expressions.Throw(Code.Constant("the program is malformed: a method that never waits calls another entity"), span);

    private static Type DelegateType(CompiledMethod method) => Code.GetDelegateType(
    [
        typeof(UnitExecutor),
        StateType(method),
        .. method.Method.Parameters.Select(parameter => method.Program.Types.Of(parameter.Type)),
        method.Program.Types.Of(method.Method.Result),
    ]);
}
