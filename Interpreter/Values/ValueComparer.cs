namespace StateFlow.Interpreter.Values;

/// <summary>F#'s structural equality and order.</summary>
public sealed class ValueComparer : IComparer<Value>, IEqualityComparer<Value>
{
    /// <summary>What <see cref="Compare(Value, Value, bool)"/> gives where <c>nan</c> leaves two values without an order.</summary>
    private const int Unordered = int.MinValue;

    private const int ItemsHashed = 32;

    private ValueComparer()
    {
    }

    /// <summary>The total order of <c>compare</c>, of sorting and of keys: <c>nan</c> is equal to itself and less than any other float.</summary>
    public static ValueComparer Total { get; } = new();

    /// <summary>The language's <c>=</c>.</summary>
    public static bool AreEqual(Value left, Value right) => (left, right) switch
    {
        (IntValue a, IntValue b) => a.Value == b.Value,
        (StringValue a, StringValue b) => a.Value == b.Value,
        (FloatValue a, FloatValue b) => a.Value == b.Value,
        _ => Compare(left, right, isTotal: false) == 0,
    };

    /// <summary>The language's <c>&lt;</c>.</summary>
    public static bool IsLess(Value left, Value right) => Compare(left, right, isTotal: false) is < 0 and not Unordered;

    /// <summary>The language's <c>&lt;=</c>.</summary>
    public static bool IsLessOrEqual(Value left, Value right) => Compare(left, right, isTotal: false) is <= 0 and not Unordered;

    /// <inheritdoc />
    public int Compare(Value? x, Value? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Compare(x, y, isTotal: true),
    };

    /// <inheritdoc />
    public bool Equals(Value? x, Value? y) => Compare(x, y) == 0;

    /// <inheritdoc />
    public int GetHashCode(Value obj) => Hash(obj);

    internal static bool AreSame(Value left, Value? right) =>
        ReferenceEquals(left, right) || (right is not null && Compare(left, right, isTotal: true) == 0);

    internal static int Hash(Value value)
    {
        if (!StackGuard.HasRoom) return StackGuard.Continue(value, Hash);
        var hash = new HashCode();
        switch (value)
        {
            case ListValue list:
                hash.Add(list.Count);
                foreach (var item in list.Take(ItemsHashed)) hash.Add(Hash(item));
                break;
            case OptionValue { Item: { } item }:
                hash.Add(Hash(item));
                break;
            case OptionValue:
                break;
            case TupleValue tuple:
                AddAll(ref hash, tuple.Items);
                break;
            case RecordValue record:
                AddAll(ref hash, record.Fields);
                break;
            case UnionValue union:
                hash.Add(union.Case.Tag);
                AddAll(ref hash, union.Fields);
                break;
            case MapValue map:
                hash.Add(map.Entries.Count);
                foreach (var (key, item) in map.Entries.Take(ItemsHashed)) hash.Add(HashCode.Combine(Hash(key), Hash(item)));
                break;
            case SetValue set:
                hash.Add(set.Items.Count);
                foreach (var item in set.Items.Take(ItemsHashed)) hash.Add(Hash(item));
                break;
            case FunctionValue function:
                hash.Add(function.Method.Name);
                AddAll(ref hash, function.Arguments);
                break;
            case FailureValue failure:
                hash.Add(failure.Failure.Message);
                break;
            default:
                return value.GetHashCode();
        }

        return hash.ToHashCode();
    }

    private static void AddAll(ref HashCode hash, ImmutableArray<Value> values)
    {
        foreach (var value in values) hash.Add(Hash(value));
    }

    private static int Compare(Value left, Value right, bool isTotal)
    {
        if (ReferenceEquals(left, right) && isTotal) return 0;
        return (left, right) switch
        {
            (IntValue a, IntValue b) => a.Value.CompareTo(b.Value),
            (StringValue a, StringValue b) => string.CompareOrdinal(a.Value, b.Value),
            (FloatValue a, FloatValue b) => Compare(a.Value, b.Value, isTotal),
            (BoolValue a, BoolValue b) => a.Value.CompareTo(b.Value),
            (UnitValue, UnitValue) => 0,
            (CallHandle a, CallHandle b) => string.CompareOrdinal(a.Id, b.Id),
            (FailureValue a, FailureValue b) => string.CompareOrdinal(a.Failure.Message, b.Failure.Message),
            _ when !StackGuard.HasRoom => StackGuard.Continue((left, right, isTotal), static state => Compare(state.left, state.right, state.isTotal)),
            (ListValue a, ListValue b) => Compare(a, b, isTotal),
            (OptionValue { Item: { } a }, OptionValue { Item: { } b }) => Compare(a, b, isTotal),
            (OptionValue a, OptionValue b) => (a.Item is not null).CompareTo(b.Item is not null),
            (TupleValue a, TupleValue b) => Compare(a.Items, b.Items, isTotal),
            (RecordValue a, RecordValue b) => Compare(a.Fields, b.Fields, isTotal),
            (UnionValue a, UnionValue b) => a.Case.Tag != b.Case.Tag ? a.Case.Tag - b.Case.Tag : Compare(a.Fields, b.Fields, isTotal),
            (MapValue a, MapValue b) => Compare(a, b, isTotal),
            (SetValue a, SetValue b) => Compare(a, b, isTotal),
            (EntityReference a, EntityReference b) =>
                a.Entity != b.Entity ? string.CompareOrdinal(a.Entity, b.Entity) : Compare(a.Key, b.Key, isTotal),
            (FunctionValue a, FunctionValue b) =>
                a.Method.Name != b.Method.Name ? string.CompareOrdinal(a.Method.Name, b.Method.Name) : Compare(a.Arguments, b.Arguments, isTotal),
            _ => string.CompareOrdinal(left.GetType().Name, right.GetType().Name),
        };
    }

    private static int Compare(double left, double right, bool isTotal) =>
        isTotal || !(double.IsNaN(left) || double.IsNaN(right)) ? left.CompareTo(right) : Unordered;

    private static int Compare(ListValue left, ListValue right, bool isTotal)
    {
        for (; !left.IsEmpty && !right.IsEmpty; left = left.Tail, right = right.Tail)
        {
            if (ReferenceEquals(left, right) && isTotal) return 0;
            var order = Compare(left.Head, right.Head, isTotal);
            if (order != 0) return order;
        }

        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    private static int Compare(ImmutableArray<Value> left, ImmutableArray<Value> right, bool isTotal)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var order = Compare(left[i], right[i], isTotal);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Compare(MapValue left, MapValue right, bool isTotal)
    {
        var (a, b) = (left.Entries.GetEnumerator(), right.Entries.GetEnumerator());
        while (true)
        {
            var (hasLeft, hasRight) = (a.MoveNext(), b.MoveNext());
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            var order = Compare(a.Current.Key, b.Current.Key, isTotal);
            if (order == 0) order = Compare(a.Current.Value, b.Current.Value, isTotal);
            if (order != 0) return order;
        }
    }

    private static int Compare(SetValue left, SetValue right, bool isTotal)
    {
        var (a, b) = (left.Items.GetEnumerator(), right.Items.GetEnumerator());
        while (true)
        {
            var (hasLeft, hasRight) = (a.MoveNext(), b.MoveNext());
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            var order = Compare(a.Current, b.Current, isTotal);
            if (order != 0) return order;
        }
    }
}
