using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>What all runs of an exploration begin with.</summary>
/// <param name="State">Before the first event.</param>
internal sealed record RunStart(LoadedProgram Program, RunState State)
{
    /// <summary>The start of a program that begins with no entities.</summary>
    public static RunStart Of(Program program, ExplorationOptions options) =>
        new(new LoadedProgram(program), Scheduler.Beginning(program, new RunOptions(MaxDepth: options.MaxDepth)));
}
