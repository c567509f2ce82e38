using System.Runtime.InteropServices;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>The lookups of the entities that some requests name, made together: each waits for memory while the others do.</summary>
/// <param name="operators">How many the program has.</param>
internal sealed class Lookups(int operators)
{
    private readonly OperatorLookups[] _lookups = [.. Enumerable.Range(0, operators).Select(_ => new OperatorLookups())];

    /// <summary>Makes the lookups of requests, which then know their entities.</summary>
    public void Make(ReadOnlySpan<PendingRequest> requests)
    {
        foreach (var lookups in _lookups) lookups.Clear();
        foreach (var request in requests) request.AddLookups(this);
        foreach (var lookups in _lookups) lookups.Make();
    }

    /// <summary>Adds a lookup.</summary>
    public void Add(CompiledOperator op, Value key) => _lookups[op.Index].Add(op.Table, key);

    /// <summary>The next entity of an operator, in the order in which lookups were added; null if there is none.</summary>
    public EntityInstance? Next(CompiledOperator op) => _lookups[op.Index].Next();

    /// <summary>The lookups in one table.</summary>
    private sealed class OperatorLookups
    {
        private readonly List<Lookup> _lookups = [];
        private EntityTable? _table;
        private int _next;

        public void Clear()
        {
            _lookups.Clear();
            _next = 0;
        }

        public void Add(EntityTable table, Value key)
        {
            _table = table;
            _lookups.Add(new Lookup { Key = key });
        }

        public void Make() => _table?.Find(CollectionsMarshal.AsSpan(_lookups));

        public EntityInstance? Next() => _lookups[_next++].Found;
    }
}

/// <summary>One of several lookups in a table.</summary>
internal struct Lookup
{
    /// <summary>What is looked up.</summary>
    public Value Key;

    /// <summary>The key's hash, once it is known.</summary>
    public uint Hash;

    /// <summary>What was found; null if there is no such entity, not even a placeholder.</summary>
    public EntityInstance? Found;
}
