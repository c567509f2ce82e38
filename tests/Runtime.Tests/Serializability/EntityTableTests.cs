using CsCheck;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>Tables of entities behave as dictionaries do.</summary>
public sealed class EntityTableTests
{
    private static CompiledProgram Compiled { get; } = new(CellEngine.Program, partitionBits: 0);

    [Test]
    public void ATableHoldsWhatWasCreatedAndNothingElse([Values("Cell", "Tag")] string entity) => Gen.Select(
        Gen.Int[0, 4],
        Gen.Select(Gen.Int[0, 400], Gen.Bool).Array[0, 60].Array[1, 20]).Sample(
        (partitionBits, batches) =>
        {
            var table = Table(entity, partitionBits);
            var model = new Dictionary<int, EntityInstance>();
            foreach (var batch in batches)
            {
                var asked = new Dictionary<int, EntityInstance>();
                foreach (var (key, isCreated) in batch)
                {
                    var found = table.FindOrAdd(Key(entity, key));
                    var known = model.GetValueOrDefault(key) ?? asked.GetValueOrDefault(key);
                    if (known is not null && !ReferenceEquals(found, known)) throw new InvalidOperationException($"{key} is found as another");
                    if (found.IsNew == model.ContainsKey(key)) throw new InvalidOperationException($"{key} is new: {found.IsNew}");
                    asked.TryAdd(key, found);
                    found.Exists |= isCreated;
                }

                table.RemovePlaceholders();
                foreach (var (key, instance) in asked.Where(entry => entry.Value.Exists)) model.TryAdd(key, instance);
                foreach (var key in Enumerable.Range(0, 401))
                {
                    if (!ReferenceEquals(table.Find(Key(entity, key)), model.GetValueOrDefault(key))) throw new InvalidOperationException($"{key} is lost or left over");
                }

                var lookups = Enumerable.Range(0, 401).Select(key => new Lookup { Key = Key(entity, key) }).ToArray();
                table.Find(lookups);
                if (!lookups.Select(lookup => lookup.Found).SequenceEqual(Enumerable.Range(0, 401).Select(key => model.GetValueOrDefault(key))))
                    throw new InvalidOperationException("together, others are found");

                if (table.Count != model.Count || !table.All.ToHashSet().SetEquals(model.Values)) throw new InvalidOperationException("there are others in the table");
                if (table.All.Any(instance => instance.IsNew)) throw new InvalidOperationException("an entity stays new");
            }
        },
        iter: 60);

    [Test]
    public void KeysWithTheSameHashAreToldApart()
    {
        // The inverse of the factor by which hashes are mixed: products that share their upper half are made of these keys.
        const ulong inverse = 0xF1DE83E19937733D;
        long[] keys = [.. Enumerable.Range(0, 3).Select(low => unchecked((long)(((7UL << 32) + (ulong)low) * inverse)))];
        Assert.That(keys.Select(EntityKey.Hash).Distinct().Count(), Is.EqualTo(1));
        var table = new EntityTable<long>(Compiled.Operator("Cell"), partitionBits: 1);
        var added = keys[..2].Select(table.FindOrAdd).ToArray();
        var lookups = keys.Select(key => new Lookup { Key = IntValue.Of(key) }).ToArray();
        table.Find(lookups);
        Assert.That(lookups.Select(lookup => lookup.Found), Is.EqualTo(new[] { added[0], added[1], null }));
    }

    [Test]
    public void ThreadsThatAddAtOnceAgree([Values("Cell", "Tag")] string entity)
    {
        const int threads = 4, keys = 20_000;
        var table = Table(entity, partitionBits: 2);
        var found = new EntityInstance[threads][];
        using var begin = new Barrier(threads);
        var running = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            var order = Enumerable.Range(0, keys).ToArray();
            new Random(thread).Shuffle(order);
            var mine = found[thread] = new EntityInstance[keys];
            begin.SignalAndWait();
            foreach (var key in order) mine[key] = table.FindOrAdd(Key(entity, key));
        })).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());

        Assert.That(found.Skip(1), Is.All.EqualTo(found[0]).Using<EntityInstance[]>((one, other) => one.AsSpan().SequenceEqual(other)));
        for (var key = 0; key < keys; key += 2) found[0][key].Exists = true;
        table.RemovePlaceholders();
        Assert.That(table.Count, Is.EqualTo(keys / 2));
        Assert.That(Enumerable.Range(0, keys).All(key => (table.Find(Key(entity, key)) is not null) == (key % 2 == 0)));
    }

    private static EntityTable Table(string entity, int partitionBits) => entity == "Cell"
        ? new EntityTable<long>(Compiled.Operator(entity), partitionBits)
        : new EntityTable<string>(Compiled.Operator(entity), partitionBits);

    private static Value Key(string entity, int key) => entity == "Cell" ? IntValue.Of(key) : new StringValue($"tag {key}");
}
