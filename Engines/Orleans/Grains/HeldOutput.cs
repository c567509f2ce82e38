using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Grains;

/// <summary>What may leave an entity once its record is stored.</summary>
/// <param name="Revision">Of the record.</param>
internal abstract record HeldOutput(long Revision);

/// <summary>A message to another entity.</summary>
internal sealed record HeldMessage(Message Message, long Revision) : HeldOutput(Revision);

/// <summary>An answer to a client.</summary>
internal sealed record HeldReply(EventId Request, Reply Reply, long Revision) : HeldOutput(Revision);

/// <summary>That an entity need not remember a call any longer.</summary>
internal sealed record HeldAcknowledgement(EntityReference Callee, EventId Call, long Revision) : HeldOutput(Revision);
