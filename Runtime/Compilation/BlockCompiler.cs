using System.Linq.Expressions;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <summary>Turns the blocks of a method into code, in which its variables are local variables of .NET.</summary>
/// <remarks>How the method returns, and what a call of another entity is, differs with who runs the code.</remarks>
internal abstract class BlockCompiler
{
    private readonly LabelTarget[] _blocks;

    /// <param name="state">Will hold the state of the executing entity.</param>
    /// <param name="result">The type of what the code gives.</param>
    protected BlockCompiler(CompiledMethod method, ParameterExpression state, Type result)
    {
        (Method, State) = (method, state);
        Locals = [.. method.Method.Variables.Select(variable => Code.Variable(Program.Types.Of(variable.Type), variable.Name))];
        _blocks = [.. method.Method.Blocks.Select(_ => Code.Label())];
        End = Code.Label(result);
        Expressions = new ExpressionCompiler(Program, Executor, state, Locals) { Operator = method.Operator, LeaveWith = Fail, LeaveWithSame = FailAgain };
    }

    /// <summary>What is compiled.</summary>
    protected CompiledMethod Method { get; }

    /// <summary>The program that it is part of.</summary>
    protected CompiledProgram Program => Method.Program;

    /// <summary>Holds the executor.</summary>
    protected ParameterExpression Executor { get; } = Code.Parameter(typeof(UnitExecutor), "executor");

    /// <summary>Holds the state of the executing entity.</summary>
    protected ParameterExpression State { get; }

    /// <summary>Hold the method's variables, by slot.</summary>
    protected ParameterExpression[] Locals { get; }

    /// <summary>Those of them that hold the parameters.</summary>
    protected ParameterExpression[] Parameters => Locals[..Method.Method.Parameters.Count];

    /// <summary>Where the code ends, with its result.</summary>
    protected LabelTarget End { get; }

    /// <summary>Compiles expressions.</summary>
    protected ExpressionCompiler Expressions { get; }

    /// <summary>The type of a method's states.</summary>
    protected static Type StateType(CompiledMethod method) => method.Operator?.StateType ?? typeof(EntityInstance);

    /// <summary>The blocks, the first one first.</summary>
    protected IEnumerable<Code> Blocks() => Method.Method.Blocks.SelectMany(block => new[] { Code.Label(_blocks[block.Id]), Block(block) });

    /// <summary>Code that goes on with a block.</summary>
    protected Code GoTo(int block) => Code.Goto(_blocks[block]);

    /// <summary>Code that returns a value, which is held as the method's result is.</summary>
    protected abstract Code Return(Code value);

    /// <summary>Code that makes a call and goes on with its answer.</summary>
    protected abstract Code Call(Block block, CallTerminator call);

    /// <summary>Code that makes several calls and goes on with their answers.</summary>
    protected abstract Code Fork(Block block, ForkTerminator fork);

    /// <summary>Code that ends the method with a failure that nothing in it handles.</summary>
    protected virtual Code Fail(Code message, SourceSpan span) => Expressions.Throw(message, span);

    /// <summary>Code that ends the method with a failure that it was given, and that nothing in it handles.</summary>
    /// <param name="failure">A <see cref="Interpreter.Values.Failure"/>.</param>
    protected virtual Code FailAgain(Code failure) => ExpressionCompiler.Throw(failure);

    /// <summary>Code of a block whose failures a handler takes.</summary>
    protected virtual Code Handled(Block block, Code code, Handler handler) => Expressions.Guarded(code, handler.Failure, GoTo(handler.Block));

    /// <summary>The type as which the answer of a call is held.</summary>
    protected DataType ResultType(Call call) => call switch
    {
        InvokeCall invoke => Program.Program.Method(invoke.Method).Result,
        InPlaceCall inPlace => Program.Program.Method(inPlace.Method).Result,
        _ => call.Result,
    };

    private Code Block(Block block) =>
        block.Handler is { } handler ? Handled(block, Expressions.Guard(() => Body(block)), handler) : Body(block);

    private Code Body(Block block) => Code.Block(typeof(void), [.. block.Statements.Select(Expressions.Compile), Terminator(block)]);

    private Code Terminator(Block block) => block.Terminator switch
    {
        GotoTerminator jump => GoTo(block, jump.Target),
        BranchTerminator branch => Code.IfThenElse(
            Expressions.Compile(branch.Condition), GoTo(block, branch.Then), GoTo(block, branch.Else)),
        ReturnTerminator end => Return(Expressions.Compile(end.Value, Method.Method.Result)),
        FailTerminator fail => Expressions.Fail(Expressions.Compile(fail.Message), fail.Span),
        RethrowTerminator rethrow => Expressions.Rethrow(rethrow.Failure),
        CallTerminator call => Call(block, call),
        ForkTerminator fork => Fork(block, fork),
        var other => throw new ArgumentOutOfRangeException(nameof(block), other.GetType().Name, null),
    };

    private Code GoTo(Block from, int target) => target > from.Id
        ? GoTo(target)
        : Code.Block(
            typeof(void),
            Code.Call(Executor, typeof(UnitExecutor).GetMethod(nameof(UnitExecutor.CheckInterruption))!),
            GoTo(target));
}
