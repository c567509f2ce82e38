using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter.Breakpoints;

/// <summary>The breakpoints that a client has set, in groups each of which it sets as a whole: those of a source, functions, data, failures.</summary>
internal sealed class BreakpointTable
{
    private readonly Dictionary<string, ImmutableArray<Entry>> _groups = [];
    private int _lastId;

    /// <summary>Replaces a group. What is in it as before keeps its number and its count of hits.</summary>
    /// <param name="session">Null if nothing ever stops.</param>
    public ImmutableArray<SetBreakpoint> Set(string group, IEnumerable<WantedBreakpoint> wanted, DebugSession? session, ProgramSources sources)
    {
        var before = _groups.GetValueOrDefault(group, []).ToList();
        var entries = ImmutableArray.CreateBuilder<Entry>();
        foreach (var item in wanted)
        {
            var kept = before.FindIndex(entry => entry.Wanted == item);
            entries.Add(kept >= 0 ? before[kept] : Create(item, ++_lastId, session));
            if (kept >= 0) before.RemoveAt(kept);
        }

        foreach (var entry in before.Where(entry => entry.Breakpoint is not null)) session?.Remove(entry.Breakpoint!.Id);
        _groups[group] = entries.ToImmutable();
        return [.. entries.Select(entry => entry.Shown(sources))];
    }

    /// <summary>Sets all in another session.</summary>
    /// <returns>Those of which there is something else to say now.</returns>
    public ImmutableArray<SetBreakpoint> Renew(DebugSession? session, ProgramSources sources)
    {
        var changed = ImmutableArray.CreateBuilder<SetBreakpoint>();
        foreach (var (group, entries) in _groups.ToList())
        {
            ImmutableArray<Entry> renewed = [.. entries.Select(entry => Create(entry.Wanted, entry.Id, session))];
            changed.AddRange(renewed.Zip(entries).Where(pair => pair.First.Shown(sources) != pair.Second.Shown(sources)).Select(pair => pair.First.Shown(sources)));
            _groups[group] = renewed;
        }

        return changed.ToImmutable();
    }

    /// <summary>The number by which the client knows a breakpoint of the session.</summary>
    public int? IdOf(Breakpoint breakpoint) => _groups.Values.SelectMany(entries => entries)
        .Where(entry => entry.Breakpoint?.Id == breakpoint.Id).Select(entry => (int?)entry.Id).FirstOrDefault();

    private static Entry Create(WantedBreakpoint wanted, int id, DebugSession? session)
    {
        if (session is null) return new Entry(wanted, id, null, "the program runs without debugging");
        var (breakpoint, refusal) = wanted.SetIn(session);
        return new Entry(wanted, id, breakpoint, refusal);
    }

    private sealed record Entry(WantedBreakpoint Wanted, int Id, Breakpoint? Breakpoint, string? Refusal)
    {
        public SetBreakpoint Shown(ProgramSources sources) => Breakpoint?.Target is LineTarget line
            ? new SetBreakpoint(Id, true, Source: sources.Of(line.File), Line: line.Line)
            : new SetBreakpoint(Id, Breakpoint is not null, Refusal);
    }
}
