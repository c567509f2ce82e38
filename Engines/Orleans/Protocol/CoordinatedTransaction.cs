using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Protocol;

/// <summary>A transaction of which an entity is the coordinator, until it is decided.</summary>
/// <param name="request">The call of the transactional method.</param>
internal sealed class CoordinatedTransaction(CallMessage request, long age)
{
    public CallMessage Request { get; } = request;

    /// <summary>The program that executes it, in every attempt.</summary>
    public ProgramVersion Version { get; } = request.Version!;

    public long Age { get; } = age;

    /// <summary>The attempt under way.</summary>
    public TransactionAttempt Attempt { get; set; } = null!;

    /// <summary>When it began, or the participants were asked last.</summary>
    public long Since { get; set; }

    /// <summary>How the transaction ends if all participants can commit; null while it executes.</summary>
    public PendingCommit? Commit { get; set; }
}

/// <summary>A transaction that has been executed, and waits for the promises of its participants.</summary>
/// <param name="Touched">The participants in the order of their first steps, the coordinator among them.</param>
/// <param name="Undone">The nested transactions that failed.</param>
internal sealed record PendingCommit(Reply Reply, ImmutableArray<Touch> Touched, ImmutableArray<EventId> Undone)
{
    public IEnumerable<EntityReference> Participants => Touched.Select(touch => touch.Entity);

    /// <summary>Those that have promised, with the failure of their first invariant that does not hold.</summary>
    public Dictionary<EntityReference, Failure?> Votes { get; } = [];
}
