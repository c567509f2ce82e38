using StateFlow.Interpreter.Execution;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>A call of a script, which waits on its own thread.</summary>
internal sealed class ScriptCall : IAnswerReceiver
{
    private readonly ManualResetEventSlim _isAnswered = new();
    private EngineException? _abandoned;

    /// <param name="context">Where the call stands in the script.</param>
    public ScriptCall(EntityRequest request, CompiledOperator target, CompiledMethod? method, RequestContext context) =>
        Request = new PendingRequest(request, target, method, this, ticket: 0) { Context = context };

    /// <summary>The call as a request.</summary>
    public PendingRequest Request { get; }

    /// <summary>Waits until the request is answered.</summary>
    /// <exception cref="EngineException">There will be no answer.</exception>
    public void WaitForAnswer()
    {
        _isAnswered.Wait();
        if (_abandoned is not null) throw _abandoned;
    }

    void IAnswerReceiver.Answered(long ticket, Answer answer) => _isAnswered.Set();

    void IAnswerReceiver.Abandoned(long ticket, EngineException reason)
    {
        _abandoned = reason;
        _isAnswered.Set();
    }
}
