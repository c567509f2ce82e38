using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Protocol;

/// <summary>Takes what an <see cref="EntityMachine"/> lets out.</summary>
/// <remarks>
/// What comes with a revision may leave once the machine's record is stored as it was at that revision, or later. If a store
/// fails and the machine is thrown away, what has not left must not leave any more.
/// </remarks>
internal interface IOutlet
{
    /// <summary>Sends a message to its target.</summary>
    void Send(Message message, long revision);

    /// <summary>Gives a client the answer to its request.</summary>
    void Reply(EventId request, Reply reply, long revision);

    /// <summary>Lets an entity know, at some time, that a call will never be repeated.</summary>
    void Acknowledge(EntityReference callee, EventId call, long revision);
}
