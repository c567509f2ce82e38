using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Messages;

/// <summary>One attempt to execute a transaction: what entities give their locks to.</summary>
/// <param name="Id">Never used for another attempt.</param>
/// <param name="Coordinator">The entity whose transactional method was called: it commits or gives up.</param>
/// <param name="Method">The name of that method in the program.</param>
/// <param name="Age">When the transaction was asked for the first time, in ticks of UTC: of two that conflict, the older one goes on.</param>
internal sealed record TransactionAttempt(EventId Id, EntityReference Coordinator, string Method, long Age);

/// <summary>What a message of a transaction knows of it.</summary>
/// <param name="Touched">The entities that have executed steps of it, in the order of the first of these.</param>
/// <param name="Undone">The nested transactions that failed: what they did is no longer part of it.</param>
internal sealed record TransactionProgress(TransactionAttempt Attempt, ImmutableArray<Touch> Touched, ImmutableArray<EventId> Undone);

/// <summary>An entity that has executed steps of a transaction.</summary>
/// <param name="Lock">The lock under which it did: another one than before if the first was lost in a crash, and with it what was done.</param>
/// <param name="BrokenInvariant">The failure of the first invariant that does not hold after the last of them; null if all hold.</param>
internal sealed record Touch(EntityReference Entity, EventId Lock, Failure? BrokenInvariant);

/// <summary>A participant of a transaction, and the lock under which it executed its steps.</summary>
internal sealed record Participant(EntityReference Entity, EventId Lock);

/// <summary>A message about an attempt, not one of its steps.</summary>
internal abstract record AttemptMessage(EntityReference Target, TransactionAttempt Attempt) : Message(Target);

/// <summary>Asks a participant to make sure that it can commit, whatever happens.</summary>
/// <param name="Lock">The lock under which it executed its steps.</param>
/// <param name="Undone">The nested transactions that failed.</param>
internal sealed record PrepareMessage(EntityReference Target, TransactionAttempt Attempt, EventId Lock, ImmutableArray<EventId> Undone) : AttemptMessage(Target, Attempt);

/// <summary>A participant's answer to <see cref="PrepareMessage"/>.</summary>
/// <param name="Voter">The participant.</param>
/// <param name="CanCommit">Whether it still holds what the attempt did there.</param>
/// <param name="BrokenInvariant">The failure of its first invariant that does not hold; null if all hold.</param>
internal sealed record VoteMessage(EntityReference Target, TransactionAttempt Attempt, EntityReference Voter, bool CanCommit, Failure? BrokenInvariant) : AttemptMessage(Target, Attempt);

/// <summary>Tells a participant that the transaction is committed.</summary>
/// <param name="Lock">The lock under which its steps are part of the transaction: not those of a message that came again after the end.</param>
internal sealed record CommitMessage(EntityReference Target, TransactionAttempt Attempt, EventId Lock) : AttemptMessage(Target, Attempt);

/// <summary>Tells the coordinator that a participant has stored the commit.</summary>
internal sealed record CommittedMessage(EntityReference Target, TransactionAttempt Attempt, EntityReference Participant) : AttemptMessage(Target, Attempt);

/// <summary>Tells a participant that the attempt is given up.</summary>
internal sealed record AbortMessage(EntityReference Target, TransactionAttempt Attempt) : AttemptMessage(Target, Attempt);

/// <summary>Asks the coordinator to give up an attempt that holds what an older transaction waits for, or that can no longer succeed.</summary>
/// <param name="Touched">The participants that the sender knows of.</param>
internal sealed record WoundMessage(EntityReference Target, TransactionAttempt Attempt, ImmutableArray<EntityReference> Touched) : AttemptMessage(Target, Attempt);

/// <summary>Asks the coordinator what has become of an attempt; it answers if the attempt is over.</summary>
/// <param name="Lock">The lock that the participant holds for it.</param>
internal sealed record InquiryMessage(EntityReference Target, TransactionAttempt Attempt, EntityReference Participant, EventId Lock) : AttemptMessage(Target, Attempt);
