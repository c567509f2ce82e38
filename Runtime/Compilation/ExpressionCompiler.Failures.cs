using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Execution;
using Code = System.Linq.Expressions.Expression;
using Expression = StateFlow.Language.IR.Expressions.Expression;

namespace StateFlow.Runtime.Compilation;

/// <content>Failures. An exception of .NET costs some microseconds, so one is thrown only where code that is under way can catch it.</content>
internal sealed partial class ExpressionCompiler
{
    /// <summary>In how many handlers' code is what is being compiled.</summary>
    private int _guards;

    /// <summary>Compiles what stands in code that handles failures.</summary>
    public Code Guard(Func<Code> compile)
    {
        _guards++;
        try
        {
            return compile();
        }
        finally
        {
            _guards--;
        }
    }

    /// <summary>Code that fails with a message.</summary>
    public Code Fail(Code message, SourceSpan span) => _guards > 0 ? Throw(message, span) : LeaveWith(message, span);

    /// <summary>Code that fails again with a failure.</summary>
    public Code Rethrow(Expression failure)
    {
        var same = Code.Property(Compile(failure), nameof(FailureValue.Failure));
        return _guards > 0 ? Throw(same) : LeaveWithSame(same);
    }

    /// <summary>Code that throws a failure with a message.</summary>
    public Code Throw(Code message, SourceSpan span) => Code.Throw(OnExecutor(nameof(UnitExecutor.Failure), message, Number(span)));

    /// <summary>Code that throws a failure.</summary>
    public static Code Throw(Code failure) => Code.Throw(Code.New(typeof(FailureException).GetConstructor([typeof(Failure)])!, failure));

    /// <summary>Code of an expression that never has a value.</summary>
    private Code Never(Code failing, DataType type) => Code.Block(failing, Code.Default(program.Types.Of(type)));
}
