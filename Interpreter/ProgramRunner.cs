using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter;

/// <summary>How a run ended.</summary>
/// <param name="Failure">What stopped the script; null if it ran to its end.</param>
public sealed record RunResult(Failure? Failure);

/// <summary>How a run ended, and what happened in it.</summary>
/// <param name="Failure">What stopped the script; null if it ran to its end.</param>
public sealed record TracedRun(Failure? Failure, Trace Trace);

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

    /// <summary>Runs the script as <see cref="Run"/> does and writes down what happens.</summary>
    public static TracedRun Trace(Program program, TextWriter output, RunOptions options)
    {
        var recorder = new TraceRecorder(program);
        var scheduler = new Scheduler(program, options, output.Write, recorder);
        return new TracedRun((scheduler.Run() as FailureAnswer)?.Failure, recorder.Trace);
    }
}
