using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Grains;

/// <summary>An item of a list to which several threads add without a lock.</summary>
internal abstract class Chained<T>
{
    /// <summary>The one that was added before it.</summary>
    public T? Before { get; set; }
}

/// <summary>Something that an entity is given by others in its silo.</summary>
internal abstract class Delivery : Chained<Delivery>;

/// <summary>A message of another entity.</summary>
internal sealed class MessageDelivery(Message message) : Delivery
{
    public Message Message { get; } = message;
}

/// <summary>A client's request.</summary>
internal sealed class RequestDelivery(CallMessage request) : Delivery
{
    public CallMessage Request { get; } = request;

    public TaskCompletionSource<Reply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>That time has passed.</summary>
internal sealed class ClockDelivery : Delivery;

/// <summary>A call that will not be repeated, so that its answer may be forgotten.</summary>
internal sealed class AcknowledgedCall(EventId call) : Chained<AcknowledgedCall>
{
    public EventId Call { get; } = call;
}
