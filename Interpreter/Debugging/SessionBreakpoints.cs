using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Breakpoints that outlive a run: those of a session, of which each submission is another program.</summary>
/// <remarks>A place need not exist yet; the breakpoint then waits for a submission that declares it.</remarks>
public sealed class SessionBreakpoints
{
    private readonly HashSet<int> _unfit = [];
    private int _lastId;

    /// <summary>The breakpoints as they were asked for, in that order.</summary>
    public ImmutableArray<Breakpoint> All { get; private set; } = [];

    /// <summary>Adds a breakpoint.</summary>
    /// <param name="program">What is declared so far; null if that is nothing.</param>
    /// <param name="run">A run under way, which it is to stop too.</param>
    /// <returns>The breakpoint, and why nothing can hit it yet; or null and why there can be none.</returns>
    public (Breakpoint? Breakpoint, string? Obstacle) Add(
        Program? program, BreakpointTarget target, string? condition = null, int hitCount = 1, string? log = null, DebugSession? run = null)
    {
        var breakpoint = new Breakpoint(_lastId + 1, target, condition, hitCount, log);
        if (breakpoint.Fault is { } fault) return (null, fault);
        _lastId++;
        var (resolved, refusal) = program is null ? (null, "nothing is declared yet") : new BreakpointResolver(program, new CodeLines(program)).Resolve(target);
        if (resolved is null) _unfit.Add(breakpoint.Id);
        All = All.Add(breakpoint);
        run?.Break(breakpoint);
        return (breakpoint with { Target = resolved ?? target }, refusal);
    }

    /// <summary>Removes a breakpoint; false if there is none of that number.</summary>
    /// <param name="run">A run under way, which it is no longer to stop.</param>
    public bool Remove(int id, DebugSession? run = null)
    {
        run?.Remove(id);
        var count = All.Length;
        All = [.. All.Where(breakpoint => breakpoint.Id != id)];
        return All.Length < count;
    }

    /// <summary>Sets those that fit in a run that has not begun.</summary>
    /// <returns>Those that fitted an earlier run and no longer do, and why.</returns>
    public ImmutableArray<(Breakpoint Breakpoint, string Refusal)> SetIn(DebugSession session)
    {
        var lost = ImmutableArray.CreateBuilder<(Breakpoint, string)>();
        foreach (var breakpoint in All)
        {
            if (session.Break(breakpoint).Refusal is not { } refusal) _unfit.Remove(breakpoint.Id);
            else if (_unfit.Add(breakpoint.Id)) lost.Add((breakpoint, refusal));
        }

        return lost.ToImmutable();
    }
}
