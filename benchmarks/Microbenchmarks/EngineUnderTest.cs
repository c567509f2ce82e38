using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Benchmarks;

/// <summary>An engine in memory with one worker that is asked one thing after another.</summary>
internal sealed class EngineUnderTest(string program) : IDisposable
{
    private readonly LocalEngine _engine =
        LocalEngine.StartAsync(EmbeddedText.Compile(program), EngineOptions.Default with { Workers = 1 }).GetAwaiter().GetResult();

    public Value Execute(EntityRequest request)
    {
        var answer = _engine.SubmitAsync(request);
        return (answer.IsCompleted ? answer.Result : answer.AsTask().GetAwaiter().GetResult()) switch
        {
            ResultAnswer { Value: var value } => value,
            FailureAnswer { Failure: var failure } => throw new InvalidOperationException(failure.Describe()),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    public void Dispose() => _engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
