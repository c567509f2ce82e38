using System.Linq.Expressions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Turns the blocks of a method into code.</summary>
/// <remarks>
/// For events, the blocks become one piece of code with an entry for the beginning and two for each block that waits: for a result
/// and for a failure. Between entries variables are local variables of .NET; where the method waits, those that are still needed
/// are put into its frame.
/// </remarks>
internal sealed class BlockCompiler
{
    private readonly CompiledMethod _method;
    private readonly CompiledProgram _program;
    private readonly ParameterExpression _executor = Code.Parameter(typeof(UnitExecutor), "executor");
    private readonly ParameterExpression[] _locals;
    private readonly LabelTarget[] _blocks;
    private readonly ExpressionCompiler _expressions;
    private readonly LabelTarget _end;

    /// <summary>Holds the frame; null in place.</summary>
    private readonly ParameterExpression? _frame;

    private BlockCompiler(CompiledMethod method, ParameterExpression? state, ParameterExpression? frame)
    {
        (_method, _program, _frame) = (method, method.Program, frame);
        _locals = [.. method.Method.Variables.Select(variable => Code.Variable(_program.Types.Of(variable.Type), variable.Name))];
        _blocks = [.. method.Method.Blocks.Select(_ => Code.Label())];
        _end = Code.Label(frame is null ? _program.Types.Of(method.Method.Result) : typeof(Signal));
        _expressions = new ExpressionCompiler(_program, _executor, state, _locals) { Operator = method.Operator };
    }

    /// <summary>The code that events run.</summary>
    public static MethodCode Events(CompiledMethod method)
    {
        var (state, frame) = (State(method), Code.Variable(method.Frames.Type, "self"));
        var (anyState, anyFrame, entry) = (Code.Parameter(typeof(EntityInstance)), Code.Parameter(typeof(Frame)), Code.Parameter(typeof(int)));
        var compiler = new BlockCompiler(method, state, frame);
        var entries = method.Method.Blocks.Where(block => block.Terminator is CallTerminator or ForkTerminator).SelectMany(compiler.Resumptions).ToArray();
        var body = Code.Block(
            [state, frame, .. compiler._locals],
            [
                Code.Assign(state, Code.Convert(anyState, state.Type)),
                Code.Assign(frame, Code.Convert(anyFrame, frame.Type)),
                .. entries.Length == 0 ? [] : (Code[])[Code.Switch(typeof(void), entry, null, null, entries)],
                .. compiler.Load(method.Method.Parameters),
                .. compiler.Blocks(),
                Code.Label(compiler._end, Code.Default(typeof(Signal))),
            ]);
        return Code.Lambda<MethodCode>(body, method.Method.Name, [compiler._executor, anyFrame, anyState, entry]).Compile();
    }

    /// <summary>Where the code that runs in place will be; it may be called by code that is compiled before it.</summary>
    public static object EmptyInPlace(CompiledMethod method) =>
        Activator.CreateInstance(typeof(InPlaceMethod<>).MakeGenericType(InPlaceType(method)))!;

    /// <summary>Compiles the code that runs in place.</summary>
    public static void CompileInPlace(CompiledMethod method, object slot)
    {
        var state = State(method);
        var compiler = new BlockCompiler(method, state, frame: null);
        var parameters = compiler._locals[..method.Method.Parameters.Count];
        var body = Code.Block(
            compiler._locals[parameters.Length..],
            [.. compiler.Blocks(), Code.Label(compiler._end, Code.Default(compiler._end.Type))]);
        var lambda = Code.Lambda(InPlaceType(method), body, method.Method.Name, [compiler._executor, state, .. parameters]);
        slot.GetType().GetField(nameof(InPlaceMethod<>.Invoke))!.SetValue(slot, lambda.Compile());
    }

    /// <summary>The code that function values run.</summary>
    public static BoxedCode Boxed(CompiledMethod method)
    {
        var program = method.Program;
        var (executor, state, arguments) = (Code.Parameter(typeof(UnitExecutor)), Code.Parameter(typeof(EntityInstance)), Code.Parameter(typeof(Value[])));
        var invoke = Code.Invoke(
            Code.Field(Code.Constant(method.InPlace), nameof(InPlaceMethod<>.Invoke)),
            [
                executor,
                Code.Convert(state, State(method).Type),
                .. method.Method.Parameters.Select((parameter, i) => program.Boxing.Unbox(Code.ArrayIndex(arguments, Code.Constant(i)), parameter.Type)),
            ]);
        return Code.Lambda<BoxedCode>(program.Boxing.Box(invoke, method.Method.Result), executor, state, arguments).Compile();
    }

    private static ParameterExpression State(CompiledMethod method) =>
        Code.Parameter(method.Operator?.StateType ?? typeof(EntityInstance), "state");

    private static Type InPlaceType(CompiledMethod method) => Code.GetDelegateType(
    [
        typeof(UnitExecutor),
        State(method).Type,
        .. method.Method.Parameters.Select(parameter => method.Program.Types.Of(parameter.Type)),
        method.Program.Types.Of(method.Method.Result),
    ]);

    private IEnumerable<Code> Blocks() => _method.Method.Blocks.SelectMany(block => new[] { Code.Label(_blocks[block.Id]), Block(block) });

    private Code Block(Block block)
    {
        var code = Code.Block(typeof(void), [.. block.Statements.Select(_expressions.Compile), Terminator(block)]);
        return block.Handler is { } handler
            ? _expressions.Guarded(code, handler.Failure, Code.Goto(_blocks[handler.Block]))
            : code;
    }

    private Code Terminator(Block block) => block.Terminator switch
    {
        GotoTerminator jump => GoTo(block, jump.Target),
        BranchTerminator branch => Code.IfThenElse(
            _expressions.Compile(branch.Condition), GoTo(block, branch.Then), GoTo(block, branch.Else)),
        ReturnTerminator end => Return(_expressions.Compile(end.Value, _method.Method.Result)),
        FailTerminator fail => _expressions.Fail(_expressions.Compile(fail.Message), fail.Span),
        RethrowTerminator rethrow => _expressions.Rethrow(rethrow.Failure),
        CallTerminator call when _frame is not null => Wait(block, call),
        ForkTerminator fork when _frame is not null => Wait(block, fork),
        var other => _expressions.Fail(Code.Constant("the program is malformed: a method that never waits calls another entity"), other.Span),
    };

    private Code GoTo(Block from, int target) => target > from.Id
        ? Code.Goto(_blocks[target])
        : Code.Block(
            typeof(void),
            Code.Call(_executor, typeof(UnitExecutor).GetMethod(nameof(UnitExecutor.CheckInterruption))!),
            Code.Goto(_blocks[target]));

    private Code Return(Code value) => _frame is null
        ? Code.Return(_end, value)
        : Code.Block(
            typeof(void),
            Code.Assign(Register(value.Type), Boxed(value)),
            Code.Return(_end, Code.Constant(Signal.Return)));

    private Code Wait(Block block, CallTerminator call) => call.Call is WaitCall wait
        ? Wait(block, call.Frame, nameof(UnitExecutor.Awaited), _expressions.Compile(wait.Handle), Signal.Wait)
        : Wait(block, call.Frame, nameof(UnitExecutor.Callee), _expressions.CalleeOf(call.Call), Signal.Call);

    private Code Wait(Block block, ForkTerminator fork) => Wait(
        block,
        fork.Frame,
        nameof(UnitExecutor.Branches),
        Code.NewArrayInit(typeof(Frame), fork.Branches.Select(branch => _expressions.CalleeOf(branch.Call))),
        Signal.Fork);

    private Code Wait(Block block, Sequence<Variable> kept, string place, Code awaited, Signal signal) => Code.Block(
        typeof(void),
        [
            Code.Assign(Code.Field(_executor, place), awaited),
            .. kept.Select(variable => Code.Assign(Code.Field(_frame!, _method.Frames.Field(variable)), _locals[variable.Slot])),
            Code.Assign(Code.Field(_frame!, nameof(Frame.Block)), Code.Constant(block.Id)),
            Code.Return(_end, Code.Constant(signal)),
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
            Code.Block(typeof(void), [.. Load(kept), .. Answers(block.Terminator), Code.Goto(_blocks[resume])]),
            Code.Constant(Entry.Result(block.Id)));
        if (block.Handler is not { } handler) yield break;
        yield return Code.SwitchCase(
            Code.Block(
                typeof(void),
                [
                    .. Load(kept),
                    Code.Assign(_locals[handler.Failure.Slot], Code.Convert(Code.Field(_executor, nameof(UnitExecutor.ObjectResult)), typeof(FailureValue))),
                    Code.Goto(_blocks[handler.Block]),
                ]),
            Code.Constant(Entry.Failure(block.Id)));
    }

    private IEnumerable<Code> Load(Sequence<Variable> variables) => variables.Select(variable =>
        Code.Assign(_locals[variable.Slot], Code.Field(_frame!, _method.Frames.Field(variable))));

    private IEnumerable<Code> Answers(Terminator terminator)
    {
        switch (terminator)
        {
            case CallTerminator { Answer: { } variable } call:
                var type = ResultType(call.Call);
                var clr = _program.Types.Of(type);
                var register = Register(clr);
                yield return Code.Assign(
                    _locals[variable.Slot],
                    _program.Boxing.Convert(register.Type == clr ? register : Code.Convert(register, clr), type, variable.Type));
                break;
            case ForkTerminator fork:
                for (var i = 0; i < fork.Branches.Count; i++)
                {
                    if (fork.Branches[i].Answer is not { } answer) continue;
                    var value = Code.ArrayIndex(
                        Code.Field(Code.Field(_frame!, nameof(Frame.Fork)), nameof(PendingFork.Results)), Code.Constant(i));
                    yield return Code.Assign(_locals[answer.Slot], _program.Boxing.Unbox(value, answer.Type));
                }

                break;
        }
    }

    /// <summary>The type as which the answer of a call is held.</summary>
    private DataType ResultType(Call call) => call switch
    {
        InvokeCall invoke => _program.Program.Method(invoke.Method).Result,
        InPlaceCall inPlace => _program.Program.Method(inPlace.Method).Result,
        _ => call.Result,
    };

    private MemberExpression Register(Type type) => Code.Field(_executor, UnitExecutor.RegisterFor(type));

    private static Code Boxed(Code value) => value.Type.IsValueType ? value : Code.Convert(value, typeof(object));
}
