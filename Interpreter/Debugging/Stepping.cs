namespace StateFlow.Interpreter.Debugging;

/// <summary>Where steps end, seen from where they begin.</summary>
internal static class Stepping
{
    /// <summary>Tells after each tick whether a step forward is done.</summary>
    public static Func<Timeline, bool> Forward(DebugStep step, Timeline from) => step switch
    {
        DebugStep.Into => Following(from, (_, _) => true),
        DebugStep.Over => Following(from, (now, start) => now.Depth <= start.Depth),
        DebugStep.Out => Following(from, (now, start) => now.Depth < start.Depth),
        _ => At(step),
    };

    /// <summary>Tells of each place before the present one whether a step back could end there; it ends at the last such place.</summary>
    public static Func<Timeline, bool> Back(DebugStep step, Timeline from)
    {
        var (start, thread) = (from.Now, CallThread.Of(from));
        return step switch
        {
            DebugStep.Into => timeline => timeline.Now.IsAtCode,
            DebugStep.Over when start.Block is not null => timeline => timeline.Now.IsAtCode && timeline.Now.Depth <= start.Depth && CallThread.Of(timeline) == thread,
            DebugStep.Out when start.Block is not null => timeline => timeline.Now.IsAtCode && timeline.Now.Depth < start.Depth && CallThread.Of(timeline) == thread,
            DebugStep.Over or DebugStep.Out => timeline => timeline.Now.IsAtCode,
            _ => At(step),
        };
    }

    /// <summary>The places that a unit of the run begins and ends at, whichever way it is gone.</summary>
    private static Func<Timeline, bool> At(DebugStep step) => step switch
    {
        DebugStep.Statement => _ => true,
        DebugStep.Block => timeline => timeline.Now.IsAtBoundary,
        DebugStep.Event => timeline => timeline.Now.Position.IsBetweenEvents,
        DebugStep.Transaction => timeline => timeline.Before.IsInTransaction && !timeline.Now.IsInTransaction,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>Follows the thread that runs; once its outermost call is answered, whatever comes next.</summary>
    private static Func<Timeline, bool> Following(Timeline from, Func<Moment, Moment, bool> isDeepEnough)
    {
        var (start, thread) = (from.Now, CallThread.Of(from));
        if (start.Block is null) return timeline => timeline.Now.IsAtCode;
        var isFork = start.Index == start.Block.Statements.Count && start.Block.Terminator is Language.IR.ForkTerminator;
        var hasEnded = false;
        return timeline =>
        {
            hasEnded |= thread?.IsEndedBy(timeline.TakenUp) ?? true;
            if (!timeline.Now.IsAtCode) return false;
            return hasEnded || (isDeepEnough(timeline.Now, start) && (CallThread.Of(timeline) == thread || (isFork && isDeepEnough(timeline.Now with { Depth = start.Depth + 1 }, start))));
        };
    }
}
