using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter;

/// <summary>How a run ended.</summary>
/// <param name="Failure">What stopped the script; null if it ran to its end.</param>
public sealed record RunResult(Failure? Failure);

/// <summary>Runs programs by the interpreter.</summary>
public static class ProgramRunner
{
    /// <summary>Runs the script of <paramref name="program"/> and everything it starts.</summary>
    /// <param name="output">Is given what the program prints.</param>
    public static RunResult Run(Program program, TextWriter output, RunOptions options)
    {
        var scheduler = new Scheduler(program, options, output.Write);
        return new RunResult((scheduler.Run() as FailureAnswer)?.Failure);
    }
}
