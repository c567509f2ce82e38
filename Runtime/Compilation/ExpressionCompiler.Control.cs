using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <content>Loops and handlers.</content>
internal sealed partial class ExpressionCompiler
{
    private Code While(WhileExpression loop)
    {
        var end = Code.Label();
        return Code.Block(
            Code.Loop(
                Code.Block(
                    Code.IfThen(Code.Not(Compile(loop.Condition)), Code.Break(end)),
                    OnExecutor(nameof(UnitExecutor.CheckInterruption)),
                    Compile(loop.Body)),
                end),
            Unit);
    }

    private Code ForEach(ForEachExpression loop)
    {
        var rest = Code.Variable(typeof(ListValue));
        var end = Code.Label();
        var item = ((ListType)loop.List.Type).Item;
        return Code.Block(
            [rest],
            Code.Assign(rest, CompileAs(loop.List, typeof(ListValue))),
            Code.Loop(
                Code.Block(
                    Code.IfThen(Code.Property(rest, nameof(ListValue.IsEmpty)), Code.Break(end)),
                    OnExecutor(nameof(UnitExecutor.CheckInterruption)),
                    Code.Assign(
                        locals[loop.Variable.Slot],
                        program.Boxing.Convert(program.Boxing.Unbox(Code.Property(rest, nameof(ListValue.Head)), item), item, loop.Variable.Type)),
                    Code.Assign(rest, Code.Property(rest, nameof(ListValue.Tail))),
                    Compile(loop.Body)),
                end),
            Unit);
    }

    private Code ForRange(ForRangeExpression loop)
    {
        var (from, step, to) = (Code.Variable(typeof(long)), Code.Variable(typeof(long)), Code.Variable(typeof(long)));
        var (range, left, next) = (Code.Variable(typeof(IntRange)), Code.Variable(typeof(ulong)), Code.Variable(typeof(long)));
        var end = Code.Label();
        return Code.Block(
            [from, step, to, range, left, next],
            Code.Assign(from, Compile(loop.From)),
            Code.Assign(step, Compile(loop.Step)),
            Code.Assign(to, Compile(loop.To)),
            Code.Assign(range, OnExecutor(nameof(UnitExecutor.Range), from, step, to, Number(loop.Step.Span))),
            Code.IfThen(
                Code.Not(Code.Property(range, nameof(IntRange.IsEmpty))),
                Code.Block(
                    Code.Assign(left, Code.Property(range, nameof(IntRange.Steps))),
                    Code.Assign(next, from),
                    Code.Loop(
                        Code.Block(
                            OnExecutor(nameof(UnitExecutor.CheckInterruption)),
                            Code.Assign(locals[loop.Variable.Slot], next),
                            Compile(loop.Body),
                            Code.IfThen(Code.Equal(left, Code.Constant(0UL)), Code.Break(end)),
                            Code.Assign(left, Code.Subtract(left, Code.Constant(1UL))),
                            Code.Assign(next, Code.Add(next, step))),
                        end))),
            Unit);
    }

    /// <summary>The handler runs after the catch block, so that failures in handlers of handlers do not pile up.</summary>
    private Code Try(TryExpression attempt)
    {
        var (result, hasFailed) = (Code.Variable(program.Types.Of(attempt.Type)), Code.Variable(typeof(bool)));
        return Code.Block(
            [result, hasFailed],
            Code.Assign(hasFailed, Code.Constant(false)),
            Guarded(
                Guard(() => Code.Assign(result, Compile(attempt.Body, attempt.Type))),
                attempt.Failure,
                Code.Assign(hasFailed, Code.Constant(true))),
            Code.IfThen(hasFailed, Code.Assign(result, Compile(attempt.Handler, attempt.Type))),
            result);
    }

    /// <summary>Code that, if <paramref name="body"/> fails, sets a variable to the failure and goes on with <paramref name="handler"/>.</summary>
    public Code Guarded(Code body, Variable failure, Code handler)
    {
        var (exception, sites) = (Code.Parameter(typeof(FailureException)), Code.Variable(typeof(int)));
        return Code.Block(
            typeof(void),
            [sites],
            Code.Assign(sites, Code.Field(executor, nameof(UnitExecutor.SiteCount))),
            Code.TryCatch(
                Code.Block(typeof(void), body),
                Code.Catch(
                    exception,
                    Code.Block(
                        typeof(void),
                        OnExecutor(nameof(UnitExecutor.Unwind), sites),
                        Code.Assign(
                            locals[failure.Slot],
                            Code.New(typeof(FailureValue).GetConstructor([typeof(Failure)])!, Code.Property(exception, nameof(FailureException.Failure)))),
                        handler))));
    }
}
