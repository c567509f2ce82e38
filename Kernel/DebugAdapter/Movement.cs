using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter;

/// <summary>A run on its way from one stop to the next.</summary>
/// <param name="go">Goes on, until it is told to pause.</param>
/// <param name="goal">The reason to give for the stop if it comes to where it was to go.</param>
/// <param name="slice">
/// How long it goes on until it is looked at: what it has printed is shown, and requests are fulfilled that must not meet a session that
/// runs. Null if it could not go on after that as if nothing had been.
/// </param>
internal sealed class Movement(DebugSession session, Func<DebugSession, CancellationToken, StopReport> go, string goal, TimeSpan? slice)
{
    private readonly CancellationTokenSource _pause = new();
    private TimeSpan _slice = slice ?? Timeout.InfiniteTimeSpan;
    private CancellationTokenSource? _sliceEnd;

    public DebugSession Session { get; } = session;

    public string Goal { get; } = goal;

    /// <summary>Where it began.</summary>
    public DebugPosition Origin { get; } = session.Position;

    /// <summary>Whether it began where nothing was left to do.</summary>
    public bool BeganAtEnd { get; } = session.IsAtEnd;

    /// <summary>Whether it is to stop wherever it is.</summary>
    public bool IsPauseRequested => _pause.IsCancellationRequested;

    /// <summary>Goes on to the end of the movement, or until it is time to look at it.</summary>
    public StopReport Go()
    {
        if (slice is not { } first) return go(Session, _pause.Token);
        var before = Session.Position;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_pause.Token);
        Volatile.Write(ref _sliceEnd, end);
        end.CancelAfter(_slice);
        var report = go(Session, end.Token);
        Volatile.Write(ref _sliceEnd, null);

        // A statement that takes longer than a slice begins anew with the next one.
        _slice = Session.Position == before ? _slice * 2 : first;
        return report;
    }

    public void Pause() => _pause.Cancel();

    /// <summary>Lets it be looked at soon.</summary>
    public void EndSlice()
    {
        try
        {
            Volatile.Read(ref _sliceEnd)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
