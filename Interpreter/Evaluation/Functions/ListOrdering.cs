using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions that sort lists and bring equal items together.</summary>
internal static class ListOrdering
{
    private static readonly IComparer<Value> Descending = Comparer<Value>.Create((x, y) => ValueComparer.Total.Compare(y, x));

    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["List.sort"] = call => Sort(call.List(0).ToArray(), ValueComparer.Total),
        ["List.sortDescending"] = call => Sort(call.List(0).ToArray(), Descending),
        ["List.sortBy"] = call => SortBy(call, ValueComparer.Total),
        ["List.sortByDescending"] = call => SortBy(call, Descending),
        ["List.sortWith"] = call => Sort(call.List(1).ToArray(), call.Comparer(0)),
        ["List.distinct"] = call => Distinct(call.List(0).ToArray(), call.List(0).ToArray()),
        ["List.distinctBy"] = call => Distinct(Keys(call), call.List(1).ToArray()),
        ["List.countBy"] = call => ListValue.From(Groups(call).Select(group => TupleValue.Of(group.Key, IntValue.Of(group.Items.Count)))),
        ["List.groupBy"] = call => ListValue.From(Groups(call).Select(group => TupleValue.Of(group.Key, ListTransforms.ToList(group.Items)))),
    };

    private static ListValue Sort(Value[] items, IComparer<Value> comparer) => ListValue.Of(StableSort.By(items, items, comparer));

    private static ListValue SortBy(LibraryCall call, IComparer<Value> comparer) =>
        ListValue.Of(StableSort.By(Keys(call), call.List(1).ToArray(), comparer));

    private static Value[] Keys(LibraryCall call)
    {
        var keys = call.List(1).ToArray();
        for (var i = 0; i < keys.Length; i++) keys[i] = call.Apply(0, keys[i]);
        return keys;
    }

    private static ListValue Distinct(Value[] keys, Value[] items)
    {
        var seen = new HashSet<Value>(ValueComparer.Total);
        return ListValue.From(items.Where((_, i) => seen.Add(keys[i])));
    }

    private static List<(Value Key, List<Value> Items)> Groups(LibraryCall call)
    {
        var groups = new List<(Value Key, List<Value> Items)>();
        var byKey = new Dictionary<Value, List<Value>>(ValueComparer.Total);
        foreach (var item in call.List(1))
        {
            var key = call.Apply(0, item);
            if (!byKey.TryGetValue(key, out var group))
            {
                byKey.Add(key, group = []);
                groups.Add((key, group));
            }

            group.Add(item);
        }

        return groups;
    }
}
