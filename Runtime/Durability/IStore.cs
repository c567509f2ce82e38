using StateFlow.Interpreter.Execution;

namespace StateFlow.Runtime.Durability;

/// <summary>Where an engine keeps its input and its states, so that it can go on after the process has died.</summary>
/// <remarks>
/// Recovery is the newest complete snapshot, then the batches logged after it, executed again in order. One engine uses a store
/// at a time. What cannot be read as it was written is a <see cref="DamagedStoreException"/>.
/// </remarks>
internal interface IStore : IAsyncDisposable
{
    /// <summary>The newest complete snapshot.</summary>
    StoredSnapshot Snapshot { get; }

    /// <summary>Reads the batches after that snapshot, in order, without gaps.</summary>
    IEnumerable<LoggedBatch> ReadLog();

    /// <summary>The last batch that is safe on disk.</summary>
    long DurableBatch { get; }

    /// <summary>Called, on the log's own thread, whenever <see cref="DurableBatch"/> has grown, or with what went wrong: then nothing more becomes durable.</summary>
    Action<EngineException?>? Progress { get; set; }

    /// <summary>Hands over a batch to be written; returns without waiting for the disk. Batches written meanwhile share one flush.</summary>
    void Append(LoggedBatch batch);

    /// <summary>Stores a snapshot as a whole or not at all, then forgets the log up to it.</summary>
    Task SaveAsync(SnapshotChanges changes, CancellationToken cancellation);
}

/// <summary>A batch of requests as it was executed.</summary>
/// <param name="Number">From 1, without gaps.</param>
internal sealed record LoggedBatch(long Number, ImmutableArray<EntityRequest> Requests);

/// <summary>The states after a batch.</summary>
/// <param name="Batch">0 if nothing has been stored yet.</param>
/// <param name="Entities">Read as they are enumerated, which can be done once.</param>
/// <param name="Answers">The answers that are kept for repeated requests, the oldest first.</param>
internal sealed record StoredSnapshot(long Batch, IEnumerable<EntityRecord> Entities, IEnumerable<KeptAnswer> Answers);

/// <summary>What has changed since the snapshot before.</summary>
/// <param name="Batch">The last batch whose effects it holds.</param>
/// <param name="Entities">The entities that were written or created, with their new states.</param>
/// <param name="Answers">New answers, the oldest first.</param>
/// <param name="ForgottenAnswers">Ids whose answers are no longer kept.</param>
internal sealed record SnapshotChanges(
    long Batch, IEnumerable<EntityRecord> Entities, IReadOnlyCollection<KeptAnswer> Answers, IReadOnlyCollection<string> ForgottenAnswers);

/// <summary>The answer to a request with an id.</summary>
internal sealed record KeptAnswer(string RequestId, Answer Answer);
