namespace StateFlow.Runtime.Execution;

/// <summary>A unit that cannot be executed beside the others.</summary>
/// <param name="Index">Its place in the batch.</param>
internal readonly record struct Conflict(int Index, PendingRequest Request);
