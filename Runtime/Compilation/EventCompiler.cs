using System.Linq.Expressions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Compiles the code that events run.</summary>
/// <remarks>
/// It has an entry for the beginning and two for each block that waits: for a result and for a failure. Where the method waits,
/// the variables that are still needed are put into its frame.
/// </remarks>
internal sealed class EventCompiler : BlockCompiler
{
    private readonly ParameterExpression _frame;

    private EventCompiler(CompiledMethod method)
        : base(method, Code.Variable(StateType(method), "state"), typeof(Signal)) => _frame = Code.Variable(method.Frames.Type, "self");

    /// <summary>Compiles a method.</summary>
    public static MethodCode Compile(CompiledMethod method) => new EventCompiler(method).Compile();

    protected override Code Return(Code value) => Code.Block(
        typeof(void),
        Code.Assign(Register(value.Type), Boxed(value)),
        Code.Return(End, Code.Constant(Signal.Return)));

    protected override Code Fail(Code message, SourceSpan span) =>
        FailAgain(Code.Call(Executor, typeof(UnitExecutor).GetMethod(nameof(UnitExecutor.FailureOf), [typeof(string), typeof(int)])!, message, Code.Constant(Program.Number(span))));

    protected override Code FailAgain(Code failure) => Code.Block(
        typeof(void),
        Code.Assign(Register(typeof(object)), failure),
        Code.Return(End, Code.Constant(Signal.Fail)));

    protected override Code Call(Block block, CallTerminator call) => call.Call is WaitCall wait
        ? Wait(block, call.Frame, nameof(UnitExecutor.Awaited), Expressions.Compile(wait.Handle), Signal.Wait)
        : Wait(block, call.Frame, nameof(UnitExecutor.Callee), Expressions.CalleeOf(call.Call), Signal.Call);

    protected override Code Fork(Block block, ForkTerminator fork) => Wait(
        block,
        fork.Frame,
        nameof(UnitExecutor.Branches),
        Code.NewArrayInit(typeof(Frame), fork.Branches.Select(branch => Expressions.CalleeOf(branch.Call))),
        Signal.Fork);

    private MethodCode Compile()
    {
        var (anyState, anyFrame, entry) = (Code.Parameter(typeof(EntityInstance)), Code.Parameter(typeof(Frame)), Code.Parameter(typeof(int)));
        var entries = Method.Method.Blocks.Where(block => block.Terminator is CallTerminator or ForkTerminator).SelectMany(Resumptions).ToArray();
        var body = Code.Block(
            [State, _frame, .. Locals],
            [
                Code.Assign(State, Code.Convert(anyState, State.Type)),
                Code.Assign(_frame, Code.Convert(anyFrame, _frame.Type)),
                .. entries.Length == 0 ? [] : (Code[])[Code.Switch(typeof(void), entry, null, null, entries)],
                .. Load(Method.Method.Parameters),
                .. Blocks(),
                Code.Label(End, Code.Default(typeof(Signal))),
            ]);
        return Code.Lambda<MethodCode>(body, Method.Method.Name, [Executor, anyFrame, anyState, entry]).Compile();
    }

    private Code Wait(Block block, Sequence<Variable> kept, string place, Code awaited, Signal signal) => Code.Block(
        typeof(void),
        [
            Code.Assign(Code.Field(Executor, place), awaited),
            .. kept.Select(variable => Code.Assign(Code.Field(_frame, Method.Frames.Field(variable)), Locals[variable.Slot])),
            Code.Assign(Code.Field(_frame, nameof(Frame.Block)), Code.Constant(block.Id)),
            Code.Return(End, Code.Constant(signal)),
        ]);

    private IEnumerable<SwitchCase> Resumptions(Block block)
    {
        var (kept, resume) = block.Terminator switch
        {
            CallTerminator call => (call.Frame, call.Resume),
            ForkTerminator fork => (fork.Frame, fork.Join),
            _ => throw new ArgumentException("the block does not wait", nameof(block)),
        };
        yield return Code.SwitchCase(
            Code.Block(typeof(void), [.. Load(kept), .. Answers(block.Terminator), GoTo(resume)]),
            Code.Constant(Entry.Result(block.Id)));
        if (block.Handler is not { } handler) yield break;
        yield return Code.SwitchCase(
            Code.Block(
                typeof(void),
                [
                    .. Load(kept),
                    Code.Assign(Locals[handler.Failure.Slot], Code.Convert(Code.Field(Executor, nameof(UnitExecutor.ObjectResult)), typeof(FailureValue))),
                    GoTo(handler.Block),
                ]),
            Code.Constant(Entry.Failure(block.Id)));
    }

    private IEnumerable<Code> Load(Sequence<Variable> variables) => variables.Select(variable =>
        Code.Assign(Locals[variable.Slot], Code.Field(_frame, Method.Frames.Field(variable))));

    private IEnumerable<Code> Answers(Terminator terminator)
    {
        switch (terminator)
        {
            case CallTerminator { Answer: { } variable } call:
                var type = ResultType(call.Call);
                var clr = Program.Types.Of(type);
                var register = Register(clr);
                yield return Code.Assign(
                    Locals[variable.Slot],
                    Program.Boxing.Convert(register.Type == clr ? register : Code.Convert(register, clr), type, variable.Type));
                break;
            case ForkTerminator fork:
                for (var i = 0; i < fork.Branches.Count; i++)
                {
                    if (fork.Branches[i].Answer is not { } answer) continue;
                    var value = Code.ArrayIndex(
                        Code.Field(Code.Field(_frame, nameof(Frame.Fork)), nameof(PendingFork.Results)), Code.Constant(i));
                    yield return Code.Assign(Locals[answer.Slot], Program.Boxing.Unbox(value, answer.Type));
                }

                break;
        }
    }

    private MemberExpression Register(Type type) => Code.Field(Executor, UnitExecutor.RegisterFor(type));

    private static Code Boxed(Code value) => value.Type.IsValueType ? value : Code.Convert(value, typeof(object));
}
