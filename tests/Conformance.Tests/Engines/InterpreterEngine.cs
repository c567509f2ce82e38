using StateFlow.Interpreter;
using StateFlow.Language.IR;

namespace StateFlow.Conformance.Tests.Engines;

/// <summary>The interpreter.</summary>
internal sealed class InterpreterEngine : IEngine
{
    public string Name => "interpreter";

    public ProgramRun Run(Program program, int seed)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var result = ProgramRunner.Run(program, output, new RunOptions(seed));
        return new ProgramRun(
            output.ToString(),
            result.Failure is { } failure ? new UncaughtFailure(failure.Message, failure.Span, failure.Describe()) : null);
    }

    public override string ToString() => Name;
}
