using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Execution;

/// <summary>The lookups of the entities that some requests name, made together: each waits for memory while the others do.</summary>
/// <remarks>
/// A lookup goes from the slot to the entity, and from there to the text of its key; where tables are large, each of these places is
/// far away. So all lookups take their first step, then all of them the second, each having the processor fetch what the next one needs.
/// </remarks>
internal sealed class Lookups
{
    private Lookup[] _lookups = new Lookup[64];
    private int _count;
    private int _next;

    /// <summary>Makes the lookups of requests, which then know their entities.</summary>
    public void Make(ReadOnlySpan<PendingRequest> requests)
    {
        (_count, _next) = (0, 0);
        foreach (var request in requests) request.AddLookups(this);
        var lookups = _lookups.AsSpan(0, _count);
        foreach (ref var lookup in lookups) lookup.Table.PrefetchKey(lookup.Key);
        foreach (ref var lookup in lookups) lookup.Hash = lookup.Table.PrefetchSlot(lookup.Key);
        foreach (ref var lookup in lookups) lookup.Found = lookup.Table.PrefetchInstance(lookup.Hash);
        foreach (ref var lookup in lookups) lookup.Table.PrefetchKeyOf(lookup.Found);
        foreach (ref var lookup in lookups) lookup.Found = lookup.Table.Find(lookup.Key, lookup.Hash);
    }

    /// <summary>Adds a lookup.</summary>
    public void Add(EntityTable table, Value key)
    {
        if (_count == _lookups.Length) Array.Resize(ref _lookups, 2 * _count);
        ref var lookup = ref _lookups[_count++];
        (lookup.Table, lookup.Key) = (table, key);
    }

    /// <summary>The next entity, in the order in which lookups were added; null if there is none.</summary>
    public EntityInstance? Next() => _lookups[_next++].Found;

    private struct Lookup
    {
        public EntityTable Table;
        public Value Key;
        public uint Hash;
        public EntityInstance? Found;
    }
}
