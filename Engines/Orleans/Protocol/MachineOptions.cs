namespace StateFlow.Orleans.Protocol;

/// <summary>How an entity of the cluster behaves.</summary>
/// <param name="IsDurable">Whether records are stored, so that promises must be stored before they are given.</param>
/// <param name="MaxDepth">How many frames, of remote calls and calls in place alike, may be active at once.</param>
/// <param name="RepeatAfter">How long an answer is waited for until a call is sent again, at first; the time doubles with each repetition.</param>
/// <param name="AttemptTimeout">How long an attempt to execute a transaction may take; then another one begins.</param>
/// <param name="Retention">How long an answer is kept for repetitions of its request.</param>
internal sealed record MachineOptions(bool IsDurable, int MaxDepth, TimeSpan RepeatAfter, TimeSpan AttemptTimeout, TimeSpan Retention)
{
    public static MachineOptions Default { get; } = new(
        IsDurable: true, MaxDepth: 10_000, RepeatAfter: TimeSpan.FromSeconds(1), AttemptTimeout: TimeSpan.FromSeconds(5), Retention: TimeSpan.FromHours(1));
}
