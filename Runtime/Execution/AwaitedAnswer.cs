using StateFlow.Interpreter.Execution;

namespace StateFlow.Runtime.Execution;

/// <summary>The answer to one request, as a task.</summary>
internal sealed class AwaitedAnswer : IAnswerReceiver
{
    private readonly TaskCompletionSource<Answer> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, or why there is none.</summary>
    public Task<Answer> Task => _completion.Task;

    void IAnswerReceiver.Answered(long ticket, Answer answer) => _completion.TrySetResult(answer);

    void IAnswerReceiver.Abandoned(long ticket, EngineException reason) => _completion.TrySetException(reason);
}
