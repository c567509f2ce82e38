using System.Text;
using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Conformance.Tests.Engines;

/// <summary>The embedded engine, with one worker or several.</summary>
internal sealed class LocalEngine(int workers) : IEngine
{
    public string Name => "local";

    /// <summary>The seed is of no use: the order is that of the calls.</summary>
    public Execution Run(Program program, int seed)
    {
        var output = new StringBuilder();
        var options = EngineOptions.Default with { Workers = workers, ParallelThreshold = 1, Print = text => output.Append(text) };
        var failure = ScriptRunner.Run(program, options);
        return new Execution(
            output.ToString(),
            failure is null ? null : new UncaughtFailure(failure.Message, failure.Span, failure.Describe()));
    }

    public override string ToString() => $"{Name}, {workers} workers";
}
