using StateFlow.Interpreter.Execution;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>A request whose client awaits a task.</summary>
internal sealed class AwaitedRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method) : PendingRequest(request, target, method)
{
    private readonly TaskCompletionSource<Answer> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, or what the engine died of.</summary>
    public Task<Answer> Task => _completion.Task;

    protected override void OnAnswered() => _completion.TrySetResult(Answer!);

    protected override void OnAbandoned(EngineException reason) => _completion.TrySetException(reason);
}

/// <summary>Is given answers on one of the engine's threads, which waits for the return.</summary>
internal interface IAnswerReceiver
{
    /// <summary>A request has been answered.</summary>
    /// <param name="ticket">What the client gave with the request.</param>
    /// <param name="answer">Null if there will be none: the engine's fault says why.</param>
    void Answered(long ticket, Answer? answer);

    /// <summary>The thread has handed over all answers that it had: a time to submit at once what they led to.</summary>
    void Paused()
    {
    }
}

/// <summary>A request whose client is called back.</summary>
internal sealed class CallbackRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method, IAnswerReceiver? receiver, long ticket)
    : PendingRequest(request, target, method)
{
    public override IAnswerReceiver? Receiver => receiver;

    protected override void OnAnswered() => receiver?.Answered(ticket, Answer);

    protected override void OnAbandoned(EngineException reason) => receiver?.Answered(ticket, null);
}

/// <summary>A call of a script, which waits on its own thread.</summary>
internal sealed class ScriptRequest(EntityRequest request, CompiledOperator target, CompiledMethod? method) : PendingRequest(request, target, method)
{
    private readonly ManualResetEventSlim _isAnswered = new();
    private EngineException? _abandoned;

    /// <summary>Waits until the request is answered.</summary>
    /// <exception cref="EngineException">There will be no answer.</exception>
    public void WaitForAnswer()
    {
        _isAnswered.Wait();
        if (_abandoned is not null) throw _abandoned;
    }

    protected override void OnAnswered() => _isAnswered.Set();

    protected override void OnAbandoned(EngineException reason)
    {
        _abandoned = reason;
        _isAnswered.Set();
    }
}
