namespace StateFlow.Interpreter.Debugging;

/// <content>Going back.</content>
public sealed partial class DebugSession
{
    /// <summary>Goes back by a step, or to the beginning of the run.</summary>
    public StopReport StepBack(DebugStep step)
    {
        var isDone = Stepping.Back(step, _timeline);
        var found = step == DebugStep.Statement ? Math.Max(0, _timeline.Tick - 1) : LastBefore(_timeline.Tick, timeline => isDone(timeline) || timeline.Struck is not null ? new StepDone() : null)?.Tick ?? 0;
        return Arrive(found, found == 0 ? new BeginningReached() : new StepDone());
    }

    /// <summary>Goes back to the last place at which a breakpoint is hit or a fault has struck, or to the beginning of the run.</summary>
    /// <remarks>Breakpoints that only log are passed.</remarks>
    public StopReport ReverseContinue(CancellationToken pause = default)
    {
        var found = LastBefore(_timeline.Tick, timeline => _breakpoints.Hit(timeline, counts: false, logs: null) ?? JustStruck(), pause);
        return pause.IsCancellationRequested && found is null
            ? Report(new Paused(), [])
            : Arrive(found?.Tick ?? 0, found?.Reason ?? new BeginningReached());
    }

    /// <summary>Goes to where so many events have been handled, or to the end if there are not so many.</summary>
    public StopReport GoTo(long @event) => GoTo(new DebugPosition(Math.Max(0, @event), 0));

    /// <summary>Goes to a place of the run, back or forward, past all breakpoints; to the first place after it if the run has no such place.</summary>
    public StopReport GoTo(DebugPosition position)
    {
        _timeline.GoTo(position);
        Arrived();
        var isBeyond = Position.CompareTo(position) < 0;
        return Report(isBeyond ? End() : new StepDone(), []);
    }

    /// <summary>The last place before a tick of which something can be said. Looks through the run stretch by stretch, backwards.</summary>
    private (long Tick, StopReason Reason)? LastBefore(long tick, Func<Timeline, StopReason?> reasonAt, CancellationToken pause = default)
    {
        var (origin, end) = (tick, tick);
        while (end > 0)
        {
            _timeline.GoToStretchBefore(end);
            var start = _timeline.Tick;
            (long, StopReason)? last = null;
            while (_timeline.Tick < end)
            {
                _breakpoints.Prepare(_timeline);
                if (!_timeline.Advance()) break;
                if (reasonAt(_timeline) is not { } reason) continue;
                var place = reason is FailureThrown ? _timeline.Tick - 1 : _timeline.Tick;
                if (place < origin) last = (place, reason);
            }

            if (last is not null) return last;
            end = start;
            if (!pause.IsCancellationRequested) continue;
            _timeline.GoTo(origin);
            break;
        }

        return null;
    }

    private StopReport Arrive(long tick, StopReason reason)
    {
        _timeline.GoTo(tick);
        Arrived();
        if (reason is FailureThrown) _failureShownAt = tick;
        return Report(reason, []);
    }

    private void Arrived()
    {
        _failureShownAt = null;
        _breakpoints.ForgetAfter(_timeline.Tick);
    }
}
