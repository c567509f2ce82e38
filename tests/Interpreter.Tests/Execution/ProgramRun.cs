using NUnit.Framework;
using StateFlow.Interpreter.Execution;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Tests.Execution;

/// <summary>A run of a program given as text, from its first event on.</summary>
internal sealed class ProgramRun
{
    private readonly List<string> _output = [];

    private ProgramRun(Program program, RunOptions options) => Scheduler = new Scheduler(program, options, _output.Add);

    public Scheduler Scheduler { get; }

    public string Output => string.Concat(_output);

    public static Program Compile(string source)
    {
        var compilation = Compiler.Compile([new SourceText("test.sf", source)]);
        Assert.That(compilation.Program, Is.Not.Null, () => string.Join('\n', compilation.Diagnostics));
        return compilation.Program!;
    }

    public static ProgramRun Begin(Program program, int seed = 0, int maxDepth = 10_000) => new(program, new RunOptions(seed, maxDepth));

    /// <summary>Runs to the end.</summary>
    /// <returns>What was printed, and the failure if there was one.</returns>
    public static string Run(Program program, int seed = 0, int maxDepth = 10_000)
    {
        var run = Begin(program, seed, maxDepth);
        return run.Scheduler.Run() is FailureAnswer { Failure: var failure } ? run.Output + failure.Describe() : run.Output;
    }

    public static string Run(string source, int maxDepth = 10_000) => Run(Compile(source), seed: 0, maxDepth);

    /// <summary>Goes on until something is the case between two steps.</summary>
    public void AdvanceUntil(StepUnit unit, Func<Scheduler, bool> condition)
    {
        while (!condition(Scheduler)) Assert.That(Scheduler.Advance(unit), Is.True, "the program has ended");
    }

    /// <summary>The fields of an entity as of its last completed step; null if it does not exist.</summary>
    public string? Fields(string entity)
    {
        var state = Scheduler.Entities.Values.SingleOrDefault(state => state.Entity.ToString() == entity);
        return state is null ? null : string.Join(", ", state.Fields);
    }
}
