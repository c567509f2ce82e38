namespace StateFlow.Interpreter.Debugging;

/// <content>Going back.</content>
public sealed partial class DebugSession
{
    /// <summary>Goes back by a step, or to the beginning of the run.</summary>
    public StopReport StepBack(DebugStep step, CancellationToken pause = default)
    {
        if (step == DebugStep.Statement) return Arrive(Math.Max(0, _timeline.Tick - 1), _timeline.Tick <= 1 ? new BeginningReached() : new StepDone());
        var isDone = Stepping.Back(step, _timeline);
        return GoToLast(timeline => isDone(timeline) || timeline.Struck is not null ? new StepDone() : null, pause);
    }

    /// <summary>Goes back to the last place at which a breakpoint is hit or a fault has struck, or to the beginning of the run.</summary>
    /// <remarks>Breakpoints that only log are passed.</remarks>
    public StopReport ReverseContinue(CancellationToken pause = default) =>
        GoToLast(timeline => _breakpoints.Hit(timeline, counts: false, logs: null) ?? JustStruck(), pause);

    /// <summary>Goes to where so many events have been handled, or to the end if there are not so many.</summary>
    public StopReport GoTo(long @event, CancellationToken pause = default) => GoTo(new DebugPosition(Math.Max(0, @event), 0), pause);

    /// <summary>Goes to a place of the run, back or forward, past all breakpoints; to the first place after it if the run has no such place.</summary>
    /// <remarks>Asked to pause, it stands somewhere on the way.</remarks>
    public StopReport GoTo(DebugPosition position, CancellationToken pause = default)
    {
        var report = Heeding(pause, [], () =>
        {
            _timeline.GoTo(position, pause);
            return Report(Position.CompareTo(position) >= 0 ? new StepDone() : IsAtEnd ? End() : new Paused(), []);
        });
        Arrived();
        return report;
    }

    /// <summary>Goes back to the last place of which something can be said, or to the beginning; stays where it is if asked to pause.</summary>
    private StopReport GoToLast(Func<Timeline, StopReason?> reasonAt, CancellationToken pause)
    {
        var origin = _timeline.Tick;
        var found = LastBefore(origin, reasonAt, pause);
        if (found is null && pause.IsCancellationRequested) return Arrive(origin, new Paused());
        return Arrive(found?.Tick ?? 0, found?.Reason ?? new BeginningReached());
    }

    /// <summary>The last place before a tick of which something can be said. Looks through the run stretch by stretch, backwards.</summary>
    private (long Tick, StopReason Reason)? LastBefore(long tick, Func<Timeline, StopReason?> reasonAt, CancellationToken pause)
    {
        var end = tick;
        while (end > 0 && !pause.IsCancellationRequested)
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
                if (place < tick) last = (place, reason);
            }

            if (last is not null) return last;
            end = start;
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
        _timeline.Output.Show();
        ForgetHits();
    }

    /// <summary>Forgets the hits after where the run stands; hits before it that are no longer known are counted again.</summary>
    private void ForgetHits()
    {
        var tick = _timeline.Tick;
        if (_breakpoints.ForgetAfter(tick) is not { } from) return;
        _timeline.GoTo(from);
        while (_timeline.Tick < tick)
        {
            _breakpoints.Prepare(_timeline);
            if (!_timeline.Advance()) break;
            _breakpoints.CountAgain(_timeline);
        }

        _breakpoints.CloseGaps();
    }
}
