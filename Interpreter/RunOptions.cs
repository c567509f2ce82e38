namespace StateFlow.Interpreter;

/// <summary>How a program is run.</summary>
/// <param name="Seed">Chooses among the events that could be delivered next: the same seed gives the same run. 0 delivers in order of sending.</param>
/// <param name="MaxDepth">How many frames, of remote calls and calls in place alike, may be active at once.</param>
public sealed record RunOptions(int Seed = 0, int MaxDepth = 10_000)
{
    /// <summary>The defaults.</summary>
    public static RunOptions Default { get; } = new();

    /// <summary>Ends the run between any two statements with an <see cref="OperationCanceledException"/>; the state is that of the last completed step.</summary>
    public CancellationToken Cancellation { get; init; }
}
