using System.Text;
using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Conformance.Tests.Engines;

/// <summary>The embedded engine. It needs no seed, but chooses the number of workers by it: the outcome must not depend on that.</summary>
/// <param name="callsDirectly">Whether requests are run directly where that is possible, which must not be seen either.</param>
internal sealed class LocalEngine(bool callsDirectly) : IEngine
{
    private static readonly ImmutableArray<int> Workers = [2, 1, 3];

    public string Name => "local";

    public ProgramRun Run(Program program, int seed)
    {
        var output = new StringBuilder();
        var failure = Run(program, seed, callsDirectly, text => output.Append(text)).Failure;
        return new ProgramRun(
            output.ToString(),
            failure is null ? null : new UncaughtFailure(failure.Message, failure.Span, failure.Describe()));
    }

    /// <summary>Executes a program, so that each batch is executed by all workers.</summary>
    public static ScriptRun Run(Program program, int seed, bool callsDirectly, Action<string> print) => ScriptRunner.Run(
        program,
        EngineOptions.Default with { Workers = Workers[seed % Workers.Length], ParallelThreshold = 1, CallsDirectly = callsDirectly, Print = print });

    public override string ToString() => callsDirectly ? Name : $"{Name}, by events";
}
