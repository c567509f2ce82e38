using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>What one entity of the cluster sends to another.</summary>
/// <param name="Target">The entity that it is for.</param>
internal abstract record Message(EntityReference Target)
{
    /// <summary>The program by which its request is executed, and whose frames it carries. In what is stored, null stands for the program of the record; one that is received without has that of the entity.</summary>
    public ProgramVersion? Version { get; init; }
}

/// <summary>An event that asks for an answer.</summary>
/// <param name="Event">What is asked; its id is that of the call, the same in every repetition.</param>
/// <param name="Path">The calls that wait for the answer: this one first, the client's request last.</param>
/// <param name="Transaction">The transaction that it is part of; null outside of one.</param>
internal sealed record CallMessage(CallEvent Event, CallPath Path, TransactionProgress? Transaction) : Message(Event.Target);

/// <summary>An answer on its way to the method that waits for it.</summary>
/// <param name="Event">The answer with the frames of those that wait.</param>
/// <param name="Answered">The id of the call that it answers.</param>
/// <param name="Path">The calls that still wait, that of the waiting method first.</param>
/// <param name="Output">What was printed on behalf of the answered call, in order.</param>
internal sealed record AnswerMessage(
    ResumeEvent Event, EventId Answered, CallPath Path, ImmutableArray<string> Output, TransactionProgress? Transaction) : Message(Event.Target);

/// <summary>Asks whether a call has arrived, which costs less than sending it again with all its frames.</summary>
/// <param name="Caller">Who has sent it.</param>
internal sealed record ProbeMessage(EntityReference Target, EventId Call, EntityReference Caller) : Message(Target);

/// <summary>Tells a caller that a call should be sent again: it is not known, or its answer was lost.</summary>
internal sealed record MissingMessage(EntityReference Target, EventId Call) : Message(Target);

/// <summary>The calls that wait for one another.</summary>
/// <param name="Call">The id of one that is being executed.</param>
/// <param name="Output">What has been printed on its behalf so far, in order.</param>
/// <param name="Below">The call that waits for it; null if it is the client's request.</param>
internal sealed record CallPath(EventId Call, ImmutableArray<string> Output, CallPath? Below);
