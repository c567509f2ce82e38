using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A field of an entity.</summary>
internal readonly record struct FieldPlace(EntityReference Entity, int Field);

/// <summary>A place in a method.</summary>
internal sealed record CodePlace(string Method, SourceSpan Span);

/// <summary>What a call under way knows of a field.</summary>
/// <param name="OvertakenBy">The first write of another call since then; null while the knowledge is good.</param>
internal sealed record Observation(CodePlace Read, CodePlace? OvertakenBy);

/// <summary>
/// A call has read a field in one step; then another call has written it; then the first has, in a later step in which it did not
/// read the field again, written a value that is no constant and not the one that was there.
/// </summary>
internal sealed record LostUpdate(FieldPlace Place, CodePlace Read, CodePlace Overtaking, CodePlace Write);

/// <summary>What each call under way has read, and which updates have been lost so far.</summary>
internal sealed record StaleReads(
    ImmutableSortedDictionary<string, ImmutableDictionary<FieldPlace, Observation>> Calls, ImmutableHashSet<LostUpdate> Lost)
{
    public static StaleReads None { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableDictionary<FieldPlace, Observation>>(StringComparer.Ordinal), []);

    public StaleReads Read(string call, FieldPlace place, CodePlace at)
    {
        var known = Calls.GetValueOrDefault(call) ?? ImmutableDictionary<FieldPlace, Observation>.Empty;
        return this with { Calls = Calls.SetItem(call, known.SetItem(place, new Observation(at, null))) };
    }

    /// <param name="isBlind">Whether the step that writes has not read the field.</param>
    public StaleReads Write(string call, FieldPlace place, CodePlace at, bool isBlind)
    {
        var lost = Lost;
        var calls = Calls;
        foreach (var (other, known) in Calls)
        {
            if (!known.TryGetValue(place, out var observation)) continue;
            if (other != call)
            {
                if (observation.OvertakenBy is null) calls = calls.SetItem(other, known.SetItem(place, observation with { OvertakenBy = at }));
            }
            else
            {
                if (isBlind && observation.OvertakenBy is { } overtaking) lost = lost.Add(new LostUpdate(place, observation.Read, overtaking, at));
                calls = calls.SetItem(other, known.SetItem(place, new Observation(observation.Read, null)));
            }
        }

        return new StaleReads(calls, lost);
    }

    /// <summary>Forgets what a call knew that has its answer.</summary>
    public StaleReads End(string call) => Calls.ContainsKey(call) ? this with { Calls = Calls.Remove(call) } : this;
}
