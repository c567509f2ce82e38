using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Values;

/// <summary><c>None</c>, or <c>Some</c> item.</summary>
public sealed record OptionValue : Value
{
    private OptionValue(Value? item) => Item = item;

    /// <summary><c>None</c>.</summary>
    public static OptionValue None { get; } = new((Value?)null);

    /// <summary>The item; null for <c>None</c>.</summary>
    public Value? Item { get; }

    /// <summary><c>Some</c> of <paramref name="item"/>.</summary>
    public static OptionValue Some(Value item) => new(item);

    /// <inheritdoc />
    public bool Equals(OptionValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}

/// <summary>A tuple.</summary>
public sealed record TupleValue(ImmutableArray<Value> Items) : Value
{
    /// <summary>The tuple of <paramref name="items"/>.</summary>
    public static TupleValue Of(params ReadOnlySpan<Value> items) => new([.. items]);

    /// <inheritdoc />
    public bool Equals(TupleValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}

/// <summary>A record; its fields are in the order of the definition.</summary>
public sealed record RecordValue(RecordDefinition Definition, ImmutableArray<Value> Fields) : Value
{
    /// <inheritdoc />
    public bool Equals(RecordValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}

/// <summary>A value of a union.</summary>
public sealed record UnionValue(UnionCase Case, ImmutableArray<Value> Fields) : Value
{
    /// <inheritdoc />
    public bool Equals(UnionValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}

/// <summary>A map, ordered by key.</summary>
public sealed record MapValue : Value
{
    private MapValue(ImmutableSortedDictionary<Value, Value> entries) => Entries = entries;

    /// <summary>The map without entries.</summary>
    public static MapValue Empty { get; } =
        new(ImmutableSortedDictionary.Create<Value, Value>(ValueComparer.Total, ReferenceEqualityComparer.Instance));

    /// <summary>The entries in the order of their keys.</summary>
    public ImmutableSortedDictionary<Value, Value> Entries { get; }

    /// <summary>The map of <paramref name="entries"/>; of two with one key the later counts.</summary>
    public static MapValue From(IEnumerable<KeyValuePair<Value, Value>> entries) => Empty.With(Empty.Entries.SetItems(entries));

    /// <summary>This map with other entries, ordered by <see cref="ValueComparer.Total"/>.</summary>
    internal MapValue With(ImmutableSortedDictionary<Value, Value> entries) => ReferenceEquals(entries, Entries) ? this : new(entries);

    /// <inheritdoc />
    public bool Equals(MapValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}

/// <summary>A set, ordered.</summary>
public sealed record SetValue : Value
{
    private SetValue(ImmutableSortedSet<Value> items) => Items = items;

    /// <summary>The set without items.</summary>
    public static SetValue Empty { get; } = new(ImmutableSortedSet.Create<Value>(ValueComparer.Total));

    /// <summary>The items in order.</summary>
    public ImmutableSortedSet<Value> Items { get; }

    /// <summary>The set of <paramref name="items"/>.</summary>
    public static SetValue From(IEnumerable<Value> items) => Empty.With(Empty.Items.Union(items));

    /// <summary>This set with other items, ordered by <see cref="ValueComparer.Total"/>.</summary>
    internal SetValue With(ImmutableSortedSet<Value> items) => ReferenceEquals(items, Items) ? this : new(items);

    /// <inheritdoc />
    public bool Equals(SetValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);
}
