using StateFlow.Interpreter.Execution;

namespace StateFlow.Runtime.Execution;

/// <summary>Is given answers on one of the engine's threads, which waits for the return.</summary>
internal interface IAnswerReceiver
{
    /// <summary>A request has been answered.</summary>
    /// <param name="ticket">What the client gave with the request.</param>
    void Answered(long ticket, Answer answer);

    /// <summary>There will be no answer.</summary>
    void Abandoned(long ticket, EngineException reason);

    /// <summary>The thread has handed over all answers that it had: a time to submit at once what they led to.</summary>
    void Paused()
    {
    }
}
