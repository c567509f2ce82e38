using System.Collections;

namespace StateFlow.Interpreter.Values;

/// <summary>A list of linked cells; adding in front shares the rest.</summary>
public sealed record ListValue : Value, IReadOnlyCollection<Value>
{
    private readonly Value? _head;
    private readonly ListValue? _tail;

    private ListValue(Value? head, ListValue? tail, int count) => (_head, _tail, Count) = (head, tail, count);

    /// <summary><c>[]</c>.</summary>
    public static ListValue Empty { get; } = new(null, null, 0);

    /// <inheritdoc />
    public int Count { get; }

    /// <summary>Whether there are no items.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The first item.</summary>
    /// <exception cref="InvalidOperationException">The list is empty.</exception>
    public Value Head => _head ?? throw new InvalidOperationException("An empty list has no head.");

    /// <summary>All items but the first.</summary>
    /// <exception cref="InvalidOperationException">The list is empty.</exception>
    public ListValue Tail => _tail ?? throw new InvalidOperationException("An empty list has no tail.");

    /// <summary>The list that starts with <paramref name="head"/> and goes on with <paramref name="tail"/>.</summary>
    public static ListValue Cons(Value head, ListValue tail) => new(head, tail, checked(tail.Count + 1));

    /// <summary>The list of <paramref name="items"/>.</summary>
    public static ListValue Of(params ReadOnlySpan<Value> items) => Prepend(items, Empty);

    /// <summary>The list of <paramref name="items"/>.</summary>
    public static ListValue From(IEnumerable<Value> items) => Of([.. items]);

    /// <summary>The list of <paramref name="items"/>, then those of <paramref name="rest"/>.</summary>
    public static ListValue Prepend(ReadOnlySpan<Value> items, ListValue rest)
    {
        for (var i = items.Length - 1; i >= 0; i--) rest = Cons(items[i], rest);
        return rest;
    }

    /// <summary>The items in order.</summary>
    public Value[] ToArray()
    {
        var items = new Value[Count];
        var i = 0;
        foreach (var item in this) items[i++] = item;
        return items;
    }

    /// <inheritdoc />
    public bool Equals(ListValue? other) => ValueComparer.AreSame(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => ValueComparer.Hash(this);

    /// <summary>Enumerates the items without allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through a list.</summary>
    public struct Enumerator : IEnumerator<Value>
    {
        private ListValue _rest;

        internal Enumerator(ListValue list) => _rest = list;

        /// <inheritdoc />
        public Value Current { get; private set; } = null!;

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc />
        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            Current = _rest.Head;
            _rest = _rest.Tail;
            return true;
        }

        /// <inheritdoc />
        public readonly void Reset() => throw new NotSupportedException();

        /// <inheritdoc />
        public readonly void Dispose()
        {
        }
    }
}
