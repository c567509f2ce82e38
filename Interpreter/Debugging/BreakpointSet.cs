using System.Text;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>The breakpoints of a session, and whether a tick of a run hits one.</summary>
internal sealed class BreakpointSet(Program program, Func<string, EvaluatedExpression> evaluate)
{
    private readonly FieldWatch _fields = new(program);
    private readonly Dictionary<int, HitHistory> _hits = [];

    public ImmutableArray<Breakpoint> All { get; private set; } = [];

    /// <summary>The number of the next breakpoint.</summary>
    public int NextId { get; private set; } = 1;

    public Breakpoint Add(Breakpoint breakpoint)
    {
        NextId = Math.Max(NextId, breakpoint.Id + 1);
        _hits[breakpoint.Id] = new HitHistory(breakpoint.HitCount);
        All = All.Add(breakpoint);
        return breakpoint;
    }

    public bool Remove(int id)
    {
        var count = All.Length;
        All = [.. All.Where(breakpoint => breakpoint.Id != id)];
        return All.Length < count;
    }

    public bool Enable(int id, bool isEnabled)
    {
        var exists = All.Any(breakpoint => breakpoint.Id == id);
        All = [.. All.Select(breakpoint => breakpoint.Id == id ? breakpoint with { IsEnabled = isEnabled } : breakpoint)];
        return exists;
    }

    /// <summary>How often a breakpoint has been hit up to now.</summary>
    public int HitsOf(int id) => _hits[id].Count;

    /// <summary>Forgets the hits after a place that the run has gone back to.</summary>
    /// <returns>The tick from which hits must be counted again by <see cref="CountAgain"/>; null if none.</returns>
    public long? ForgetAfter(long tick)
    {
        foreach (var hits in _hits.Values) hits.ForgetAfter(tick);
        return _hits.Values.Min(hits => hits.Gap);
    }

    /// <summary>Counts what the last tick of the run has hit, where that was forgotten.</summary>
    public void CountAgain(Timeline timeline)
    {
        foreach (var breakpoint in All.Where(breakpoint => _hits[breakpoint.Id].Gap < timeline.Tick))
        {
            if (Reason(breakpoint, timeline) is not null && Holds(breakpoint, out _) is true) _hits[breakpoint.Id].Add(timeline.Tick);
        }
    }

    /// <summary>Ends counting again.</summary>
    public void CloseGaps()
    {
        foreach (var hits in _hits.Values) hits.CloseGap();
    }

    /// <summary>To be called before a tick of which <see cref="Hit"/> will be asked.</summary>
    public void Prepare(Timeline timeline)
    {
        if (All.Any(breakpoint => breakpoint is { IsEnabled: true, Target: FieldTarget })) _fields.Prepare(timeline);
    }

    /// <summary>What the last tick of the run has hit; null if nothing.</summary>
    /// <param name="counts">Whether hits count: not when a run is looked through backwards, for then they have been counted.</param>
    /// <param name="logs">Takes what breakpoints log.</param>
    public StopReason? Hit(Timeline timeline, bool counts, List<string>? logs)
    {
        StopReason? first = null;
        foreach (var breakpoint in All)
        {
            if (!breakpoint.IsEnabled || Reason(breakpoint, timeline) is not { } reason) continue;
            if (Holds(breakpoint, out var error) is false) continue;
            if (error is not null)
            {
                first ??= new ConditionFailed(breakpoint, error);
                continue;
            }

            if (counts) _hits[breakpoint.Id].Add(timeline.Tick);
            if (!_hits[breakpoint.Id].Stops(timeline.Tick)) continue;
            if (breakpoint.Log is { } log) logs?.Add(Logged(log));
            else first ??= reason;
        }

        return first;
    }

    /// <summary>Whether the condition holds; null if that cannot be said.</summary>
    private bool? Holds(Breakpoint breakpoint, out string? error)
    {
        error = null;
        if (breakpoint.Condition is not { } condition) return true;
        var result = evaluate(condition);
        if (result.Value is BoolValue { Value: var holds }) return holds;
        error = result.Value is { } other ? $"a condition is true or false, but this one gives {other}" : result.Error ?? "there is no value";
        return null;
    }

    private StopReason? Reason(Breakpoint breakpoint, Timeline timeline) => breakpoint.Target switch
    {
        FieldTarget field => _fields.Changes(timeline, field).FirstOrDefault() is { } change ? new FieldChanged(breakpoint, change) : null,
        FailureTarget => timeline.Scheduler.Thrown is { } failure ? new FailureThrown(breakpoint, failure) : null,
        var target => IsHit(target, timeline) ? new BreakpointHit(breakpoint) : null,
    };

    private static bool IsHit(BreakpointTarget target, Timeline timeline) => target switch
    {
        LineTarget line => Arrival.AtLine(timeline, line),
        MethodTarget method => timeline.Now.Method?.Name == method.Method && Arrival.IsEntry(timeline),
        BlockTarget block => timeline.Now is { Index: 0, Block: { } now } && now.Id == block.Block && timeline.Now.Method!.Name == block.Method,
        EntityTarget entity => timeline.TakenUp is { } taken and not (CompletionEvent or AnswerEvent) && taken.Target.Entity == entity.Type && (entity.Key is null || taken.Target.Key == entity.Key),
        EventTarget { Kind: var kind } => timeline.TakenUp is { } taken && KindOf(taken) == kind,
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.GetType().Name, null),
    };

    public static EventKind KindOf(Event @event) => @event switch
    {
        CreateEvent => EventKind.Create,
        ExistsEvent => EventKind.Exists,
        InvokeEvent => EventKind.Invoke,
        ResumeEvent => EventKind.Resume,
        CompletionEvent => EventKind.Completion,
        AnswerEvent => EventKind.Answer,
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, null),
    };

    /// <summary>The text with what stands in braces evaluated.</summary>
    private string Logged(string template)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i]);
                continue;
            }

            var result = evaluate(template[(i + 1)..end]);
            text.Append(result.Value is { } value ? ValueNotation.Shown(value) : $"<{result.Error}>");
            i = end;
        }

        return text.ToString();
    }
}
