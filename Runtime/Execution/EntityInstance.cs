using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>The state of one entity in typed slots: the committed one, or a copy on which a unit works.</summary>
/// <remarks>For each operator a class is generated that adds a field for each field of the entity.</remarks>
internal abstract class EntityInstance
{
    /// <summary>The operator that the entity belongs to.</summary>
    public CompiledOperator Operator = null!;

    /// <summary>Whether the entity exists: false for one that is only asked for, or under creation.</summary>
    public bool Exists;

    /// <summary>Whether the batch under way was the first to ask for the entity.</summary>
    public bool IsNew;

    /// <summary>The newest snapshot after which the entity has been written.</summary>
    public int DirtySince = -1;

    /// <summary>The ticket of the first unit of the batch that writes the entity, as <see cref="Ticket"/> describes.</summary>
    public long WriteReservation;

    /// <summary>The ticket of the first unit of the batch that reads the entity.</summary>
    public long ReadReservation;

    /// <summary>What the scope that used the entity last has done with it, as <see cref="DirectScope"/> describes.</summary>
    public long DirectMark;

    private EntityInstance? _preserved;

    /// <summary>The snapshot for which the state has been preserved, or that has already read it.</summary>
    private int _preservedFor;

    /// <summary>Type and key.</summary>
    public abstract EntityReference Reference { get; }

    /// <summary>Keeps the state as it is for a snapshot that may not have read it yet. Before the first write since the snapshot began.</summary>
    public void Preserve(int snapshot)
    {
        lock (this)
        {
            if (_preservedFor == snapshot) return;
            _preservedFor = snapshot;
            _preserved = Operator.NewInstance();
            Operator.Copy(_preserved, this);
        }
    }

    /// <summary>The fields' values as of a snapshot, which reads them once; null if the entity did not exist then, or has been read.</summary>
    public Value[]? ReadFor(int snapshot)
    {
        lock (this)
        {
            var state = _preservedFor == snapshot ? _preserved : this;
            _preservedFor = snapshot;
            _preserved = null;
            return state is { Exists: true } ? Operator.Read(state) : null;
        }
    }
}

/// <summary>The state of an entity with a key of such a type.</summary>
internal abstract class EntityInstance<TKey> : EntityInstance
    where TKey : notnull
{
    /// <summary>The key.</summary>
    public TKey Key = default!;

    /// <inheritdoc />
    public override EntityReference Reference => new(Operator.Name, EntityKey.ToValue(Key));
}
