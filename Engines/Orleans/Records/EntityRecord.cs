using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Records;

/// <summary>All that is stored of an entity: written as one, so that what it did, what it remembers and what it has sent never differ.</summary>
/// <param name="State">Its committed state; null if it does not exist.</param>
/// <param name="Calls">The calls that it has begun to execute and that may come again, by their ids.</param>
/// <param name="Outbox">The calls that it has sent and that are not answered yet, by their ids.</param>
/// <param name="Forks">What the answers that have come so far to its pending forks carried, by the fork's id.</param>
/// <param name="Prepared">The transaction that it has promised to commit, and not heard of since.</param>
/// <param name="Committing">The transactions that it has committed as coordinator, with the participants that have not confirmed it.</param>
internal sealed record EntityRecord(
    EntityState? State,
    ImmutableDictionary<EventId, ReceivedCall> Calls,
    ImmutableDictionary<EventId, CallMessage> Outbox,
    ImmutableDictionary<string, PendingFork> Forks,
    PreparedTransaction? Prepared,
    ImmutableDictionary<EventId, CommittedTransaction> Committing)
{
    /// <summary>What there is of an entity of which nothing is stored.</summary>
    public static EntityRecord Empty { get; } = new(
        null,
        ImmutableDictionary<EventId, ReceivedCall>.Empty,
        ImmutableDictionary<EventId, CallMessage>.Empty,
        ImmutableDictionary<string, PendingFork>.Empty,
        null,
        ImmutableDictionary<EventId, CommittedTransaction>.Empty);

    /// <summary>The same record, in which all names its program: before the record becomes that of another one.</summary>
    /// <param name="own">The record's program.</param>
    public EntityRecord Named(ProgramVersion own) => new(
        State,
        Calls.ToImmutableDictionary(call => call.Key, call => call.Value with { Version = call.Value.Version ?? own }),
        Outbox.ToImmutableDictionary(call => call.Key, call => call.Value with { Version = call.Value.Version ?? own }),
        Forks.ToImmutableDictionary(fork => fork.Key, fork => fork.Value with { Version = fork.Value.Version ?? own }),
        Prepared is null ? null : Prepared with { Version = Prepared.Version ?? own },
        Committing.ToImmutableDictionary(one => one.Key, one => one.Value with { Version = one.Value.Version ?? own }));
}

/// <summary>A call that an entity has begun to execute.</summary>
/// <param name="Reply">Its answer, which is given to every repetition; null while it is being executed.</param>
/// <param name="At">When that was stored last, in ticks of UTC.</param>
internal sealed record ReceivedCall(Reply? Reply, long At)
{
    /// <summary>The program that has executed it; null for the program of the record.</summary>
    public ProgramVersion? Version { get; init; }
}

/// <summary>A method that waits for several answers.</summary>
/// <param name="Path">The calls that wait for the method.</param>
/// <param name="Outputs">What was printed on the way to each branch's answer.</param>
/// <param name="Transaction">What is known of its transaction by now; null outside of one, and always null in what is stored.</param>
internal sealed record PendingFork(CallPath Path, ImmutableArray<ImmutableArray<string>> Outputs, TransactionProgress? Transaction)
{
    /// <summary>The program of the waiting method; null for the program of the record.</summary>
    public ProgramVersion? Version { get; init; }
}

/// <summary>A transaction that a participant has promised to commit.</summary>
/// <param name="Lock">The lock under which it executed its steps.</param>
/// <param name="State">The entity's state once it is committed; null if it then does not exist.</param>
internal sealed record PreparedTransaction(TransactionAttempt Attempt, EventId Lock, EntityState? State)
{
    /// <summary>The program that executes it; null for the program of the record, whose fields the state has in either case.</summary>
    public ProgramVersion? Version { get; init; }
}

/// <summary>A committed transaction.</summary>
/// <param name="Unconfirmed">The participants that may not know of the commit yet.</param>
internal sealed record CommittedTransaction(TransactionAttempt Attempt, ImmutableArray<Participant> Unconfirmed)
{
    /// <summary>The program that has executed it; null for the program of the record.</summary>
    public ProgramVersion? Version { get; init; }
}
