using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>The entities of an operator by key, in partitions.</summary>
internal abstract class EntityTable
{
    /// <summary>How many entities exist.</summary>
    public abstract long Count { get; }

    /// <summary>Whether lookups are faster if many are made together: if the entities are too many for the processor's caches.</summary>
    public abstract bool IsLarge { get; }

    /// <summary>The partition that owns a key.</summary>
    public abstract int PartitionOf(Value key);

    /// <summary>The entity of that key; null if there is none, not even a placeholder.</summary>
    public abstract EntityInstance? Find(Value key);

    /// <summary>The entity of that key, or a placeholder for it.</summary>
    public abstract EntityInstance FindOrAdd(Value key);

    /// <summary>Makes lookups together, so that each waits for memory while the others do.</summary>
    /// <remarks>
    /// A lookup goes from the slot to the entity, and from there to the text of its key; where tables are large, each of these places is
    /// far away. So all lookups take their first step, then all of them the second, each having the processor fetch what the next one needs.
    /// </remarks>
    public abstract void Find(Span<Lookup> lookups);

    /// <summary>Removes placeholders of entities that were not created in the batch that asked for them; nobody may use the table meanwhile.</summary>
    public abstract void RemovePlaceholders();

    /// <summary>All entities, placeholders among them.</summary>
    public abstract IEnumerable<EntityInstance> All { get; }
}

/// <summary>The entities of an operator by keys of one type.</summary>
/// <remarks>
/// Looking up takes no lock and may go on while another thread adds. Open addressing with the hash beside the reference: a lookup
/// touches the slot, the instance and, for a string, its characters.
/// </remarks>
internal sealed class EntityTable<TKey> : EntityTable
    where TKey : notnull
{
    private const int FirstCapacity = 64;

    /// <summary>Texts are large themselves, and made together, each lookup hashes its text once for all that the request does with it.</summary>
    private static readonly int LargeCount = typeof(TKey) == typeof(string) ? 256 : 8192;

    private readonly CompiledOperator _operator;
    private readonly Partition[] _partitions;
    private readonly int _partitionBits;

    /// <summary>A table without entities.</summary>
    /// <param name="partitionBits">The logarithm of the number of partitions.</param>
    public EntityTable(CompiledOperator op, int partitionBits)
    {
        (_operator, _partitionBits) = (op, partitionBits);
        _partitions = [.. Enumerable.Range(0, 1 << partitionBits).Select(_ => new Partition())];
    }

    public override long Count => _partitions.Sum(partition => (long)partition.Count - partition.Placeholders.Count(placeholder => !placeholder.Exists));

    public override bool IsLarge => _partitions.Length * _partitions[0].Count > LargeCount;

    public override IEnumerable<EntityInstance> All =>
        from partition in _partitions
        from slot in partition.Slots
        where slot.Instance is not null
        select slot.Instance;

    public override int PartitionOf(Value key) => PartitionIndex(EntityKey.Hash(EntityKey.FromValue<TKey>(key)));

    public override void Find(Span<Lookup> lookups)
    {
        if (typeof(TKey) == typeof(string))
        {
            foreach (ref var lookup in lookups) Memory.PrefetchObject(EntityKey.FromValue<TKey>(lookup.Key)!);
        }

        foreach (ref var lookup in lookups)
        {
            var hash = lookup.Hash = EntityKey.Hash(EntityKey.FromValue<TKey>(lookup.Key));
            var slots = SlotsOf(hash);
            Memory.Prefetch(ref slots[First(hash, slots.Length - 1)]);
        }

        foreach (ref var lookup in lookups)
        {
            lookup.Found = FindFirst(SlotsOf(lookup.Hash), lookup.Hash);
            if (lookup.Found is { } found) Memory.Prefetch(found);
        }

        if (typeof(TKey) == typeof(string))
        {
            foreach (ref var lookup in lookups)
            {
                if (lookup.Found is EntityInstance<TKey> { Key: var key }) Memory.PrefetchObject(key);
            }
        }

        foreach (ref var lookup in lookups)
        {
            // Hardly ever do two keys have the same hash.
            var key = EntityKey.FromValue<TKey>(lookup.Key);
            if (lookup.Found is EntityInstance<TKey> { Key: var found } && EqualityComparer<TKey>.Default.Equals(found, key)) continue;
            lookup.Found = Find(SlotsOf(lookup.Hash), lookup.Hash, key);
        }
    }

    public override EntityInstance? Find(Value key) => Find(EntityKey.FromValue<TKey>(key));

    public override EntityInstance FindOrAdd(Value key) => FindOrAdd(EntityKey.FromValue<TKey>(key));

    /// <summary>The entity of that key; null if there is none, not even a placeholder.</summary>
    public EntityInstance<TKey>? Find(TKey key)
    {
        var hash = EntityKey.Hash(key);
        return Find(SlotsOf(hash), hash, key);
    }

    /// <summary>The entity of that key, or a placeholder for it.</summary>
    public EntityInstance<TKey> FindOrAdd(TKey key)
    {
        var hash = EntityKey.Hash(key);
        var partition = _partitions[PartitionIndex(hash)];
        if (Find(Volatile.Read(ref partition.Slots), hash, key) is { } known) return known;
        lock (partition)
        {
            if (Find(partition.Slots, hash, key) is { } other) return other;
            var added = (EntityInstance<TKey>)_operator.NewInstance();
            (added.Key, added.IsNew) = (key, true);
            Add(partition, hash, added);
            partition.Placeholders.Add(added);
            return added;
        }
    }

    public override void RemovePlaceholders()
    {
        foreach (var partition in _partitions)
        {
            if (partition.Placeholders.Count == 0) continue;
            foreach (var placeholder in partition.Placeholders)
            {
                placeholder.IsNew = false;
                if (!placeholder.Exists) Remove(partition, placeholder);
            }

            partition.Placeholders.Clear();
        }
    }

    private int PartitionIndex(uint hash) => (int)(hash & ((1u << _partitionBits) - 1));

    private Slot[] SlotsOf(uint hash) => Volatile.Read(ref _partitions[PartitionIndex(hash)].Slots);

    /// <summary>The first entity whose key has that hash.</summary>
    private static EntityInstance<TKey>? FindFirst(Slot[] slots, uint hash)
    {
        var mask = slots.Length - 1;
        for (var i = First(hash, mask); ; i = (i + 1) & mask)
        {
            ref var slot = ref slots[i];
            var instance = Volatile.Read(ref slot.Instance);
            if (instance is null || slot.Hash == hash) return instance;
        }
    }

    private static EntityInstance<TKey>? Find(Slot[] slots, uint hash, TKey key)
    {
        var mask = slots.Length - 1;
        for (var i = First(hash, mask); ; i = (i + 1) & mask)
        {
            ref var slot = ref slots[i];
            var instance = Volatile.Read(ref slot.Instance);
            if (instance is null) return null;
            if (slot.Hash == hash && EqualityComparer<TKey>.Default.Equals(instance.Key, key)) return instance;
        }
    }

    // The low bits, which choose the partition, are the same for all of its keys.
    private static int First(uint hash, int mask) => (int)((hash * 0x9E3779B1u) >> 7) & mask;

    private static void Add(Partition partition, uint hash, EntityInstance<TKey> instance)
    {
        if (partition.Count * 3 >= partition.Slots.Length * 2) Grow(partition);
        Put(partition.Slots, hash, instance);
        partition.Count++;
    }

    private static void Put(Slot[] slots, uint hash, EntityInstance<TKey> instance)
    {
        var mask = slots.Length - 1;
        var i = First(hash, mask);
        while (slots[i].Instance is not null) i = (i + 1) & mask;
        slots[i].Hash = hash;
        Volatile.Write(ref slots[i].Instance, instance);
    }

    private static void Grow(Partition partition)
    {
        var slots = new Slot[partition.Slots.Length * 2];
        foreach (var slot in partition.Slots)
        {
            if (slot.Instance is { } instance) Put(slots, slot.Hash, instance);
        }

        Volatile.Write(ref partition.Slots, slots);
    }

    private static void Remove(Partition partition, EntityInstance<TKey> instance)
    {
        var slots = partition.Slots;
        var mask = slots.Length - 1;
        var hole = First(EntityKey.Hash(instance.Key), mask);
        while (!ReferenceEquals(slots[hole].Instance, instance)) hole = (hole + 1) & mask;
        for (var i = (hole + 1) & mask; slots[i].Instance is not null; i = (i + 1) & mask)
        {
            // What would still be found if it stood in the hole moves there.
            if (((i - First(slots[i].Hash, mask)) & mask) < ((i - hole) & mask)) continue;
            slots[hole] = slots[i];
            hole = i;
        }

        slots[hole] = default;
        partition.Count--;
    }

    private struct Slot
    {
        public uint Hash;
        public EntityInstance<TKey>? Instance;
    }

    private sealed class Partition
    {
        public Slot[] Slots = new Slot[FirstCapacity];

        public int Count;

        public List<EntityInstance<TKey>> Placeholders { get; } = [];
    }
}
