namespace StateFlow.Runtime.Durability;

/// <summary>What was found when a store was opened.</summary>
/// <param name="Snapshot">The batch of the newest complete snapshot; 0 if there is none.</param>
/// <param name="LastBatch">The last batch in the log.</param>
/// <param name="TornTail">Why the end of the log or of the states was dropped: it was being written when the process or the machine died. Nothing acknowledged was in it. Null if nothing was dropped.</param>
internal sealed record Recovery(long Snapshot, long LastBatch, string? TornTail);
