using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter;

/// <summary>How a run ended.</summary>
/// <param name="Program">What was run.</param>
/// <param name="Failure">What stopped the script; null if it ran to its end.</param>
/// <param name="Entities">The states in the end, the script's included.</param>
public record RunResult(Program Program, Failure? Failure, IReadOnlyDictionary<EntityReference, EntityState> Entities)
{
    /// <summary>The entities and their states in the end, as tables.</summary>
    public Sequence<EntityTable> Tables => EntityTables.Of(Program, Entities);
}

/// <summary>How a run ended, and what happened in it.</summary>
public sealed record TracedRun(Program Program, Failure? Failure, IReadOnlyDictionary<EntityReference, EntityState> Entities, Trace Trace)
    : RunResult(Program, Failure, Entities);

/// <summary>Runs programs by the interpreter.</summary>
/// <example>
/// <code>
/// var run = ProgramRunner.Run(program, Console.Out, RunOptions.Default);
/// foreach (var table in run.Tables) Console.WriteLine($"{table.Entity}: {table.Rows.Count}");
/// </code>
/// </example>
public static class ProgramRunner
{
    /// <summary>Runs the script of <paramref name="program"/> and everything it starts.</summary>
    /// <param name="output">Is given what the program prints.</param>
    public static RunResult Run(Program program, TextWriter output, RunOptions options)
    {
        var scheduler = new Scheduler(program, options, output.Write);
        var failure = (scheduler.Run() as FailureAnswer)?.Failure;
        return new RunResult(program, failure, scheduler.Entities);
    }

    /// <summary>Runs the script as <see cref="Run"/> does and writes down what happens.</summary>
    public static TracedRun Trace(Program program, TextWriter output, RunOptions options)
    {
        var recorder = new TraceRecorder(program);
        var scheduler = new Scheduler(program, options, output.Write, recorder);
        var failure = (scheduler.Run() as FailureAnswer)?.Failure;
        return new TracedRun(program, failure, scheduler.Entities, recorder.Trace);
    }
}
