namespace StateFlow.Workloads.Service;

/// <summary>A request of a client: an object of its own, with the arguments, who waits for the answer, and what it needs between its steps.</summary>
/// <param name="ticket">What the client gave with the request.</param>
internal abstract class Call(ICallReceiver receiver, long ticket)
{
    /// <summary>The answer; null as long as there is none.</summary>
    public CallAnswer? Answer { get; private set; }

    /// <summary>Hands the answer to the client.</summary>
    public void Complete(CallAnswer answer)
    {
        Answer = answer;
        receiver.Answered(ticket, answer);
    }

    /// <summary>Takes back what the request has changed, since it fails.</summary>
    public abstract void Undo();
}

/// <summary>What a client is given.</summary>
/// <param name="Result">The result.</param>
/// <param name="Failure">Why there is none.</param>
internal sealed record CallAnswer(object? Result, string? Failure)
{
    public static CallAnswer True { get; } = new(true, null);

    public static CallAnswer False { get; } = new(false, null);

    public static CallAnswer Nothing { get; } = new(null, null);
}

/// <summary>Is given answers.</summary>
internal interface ICallReceiver
{
    void Answered(long ticket, CallAnswer answer);
}
