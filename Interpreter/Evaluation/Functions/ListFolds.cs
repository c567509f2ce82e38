using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions that go through a list for an effect or for one result.</summary>
internal static class ListFolds
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["List.iter"] = Iterate,
        ["List.iteri"] = IterateIndexed,
        ["List.iter2"] = IteratePairs,
        ["List.fold"] = Fold,
        ["List.foldBack"] = FoldBack,
        ["List.scan"] = Scan,
        ["List.reduce"] = Reduce,
        ["List.sum"] = call => Sum(call.List(0).ToArray(), call),
        ["List.sumBy"] = call => Sum(Projected(call), call),
        ["List.average"] = call => Average(call.List(0).ToArray(), "List.average", call),
        ["List.averageBy"] = call => Average(Projected(call), "List.averageBy", call),
        ["List.min"] = call => Extreme(call.List(0), call.List(0), ValueComparer.IsLess, "List.min", call),
        ["List.max"] = call => Extreme(call.List(0), call.List(0), IsGreater, "List.max", call),
        ["List.minBy"] = call => Extreme(call.List(1), ListValue.Of(Projected(call)), ValueComparer.IsLess, "List.minBy", call),
        ["List.maxBy"] = call => Extreme(call.List(1), ListValue.Of(Projected(call)), IsGreater, "List.maxBy", call),
    };

    private static bool IsGreater(Value left, Value right) => ValueComparer.IsLess(right, left);

    private static Value[] Projected(LibraryCall call)
    {
        var items = call.List(1).ToArray();
        for (var i = 0; i < items.Length; i++) items[i] = call.Apply(0, items[i]);
        return items;
    }

    private static Value Iterate(LibraryCall call)
    {
        foreach (var item in call.List(1)) call.Apply(0, item);
        return UnitValue.Instance;
    }

    private static Value IterateIndexed(LibraryCall call)
    {
        var index = 0;
        foreach (var item in call.List(1)) call.Apply(0, IntValue.Of(index++), item);
        return UnitValue.Instance;
    }

    private static Value IteratePairs(LibraryCall call)
    {
        var (left, right) = (call.List(1), call.List(2));
        for (; !left.IsEmpty && !right.IsEmpty; left = left.Tail, right = right.Tail) call.Apply(0, left.Head, right.Head);
        if (left.IsEmpty && right.IsEmpty) return UnitValue.Instance;
        throw ListTransforms.DifferentLengths(call, "List.iter2", call.List(1), call.List(2));
    }

    private static Value Fold(LibraryCall call)
    {
        var state = call[1];
        foreach (var item in call.List(2)) state = call.Apply(0, state, item);
        return state;
    }

    private static Value FoldBack(LibraryCall call)
    {
        var items = call.List(1).ToArray();
        var state = call[2];
        for (var i = items.Length - 1; i >= 0; i--) state = call.Apply(0, items[i], state);
        return state;
    }

    private static Value Scan(LibraryCall call)
    {
        var states = new List<Value> { call[1] };
        foreach (var item in call.List(2)) states.Add(call.Apply(0, states[^1], item));
        return ListTransforms.ToList(states);
    }

    private static Value Reduce(LibraryCall call)
    {
        var list = call.List(1);
        if (list.IsEmpty) throw call.Failure("List.reduce: the list is empty");
        var state = list.Head;
        foreach (var item in list.Tail) state = call.Apply(0, state, item);
        return state;
    }

    private static Value Sum(Value[] items, LibraryCall call)
    {
        var isFloat = items.Length == 0 ? call.Result == DataType.Float : items[0] is FloatValue;
        if (!isFloat && SumOfInts(items) is { } sum) return IntValue.Of(sum);
        Value total = isFloat ? new FloatValue(0) : IntValue.Of(0);
        foreach (var item in items) total = Arithmetic.Add(total, item, call.Site);
        return total;
    }

    /// <summary>The sum, without a value for each sum before it; null if there is none, for whatever reason.</summary>
    private static long? SumOfInts(Value[] items)
    {
        var total = 0L;
        foreach (var item in items)
        {
            if (item is not IntValue { Value: var number }) return null;
            var sum = unchecked(total + number);
            if (((total ^ sum) & (number ^ sum)) < 0) return null;
            total = sum;
        }

        return total;
    }

    private static Value Average(Value[] items, string function, LibraryCall call)
    {
        if (items.Length == 0) throw call.Failure($"{function}: the list is empty");
        return new FloatValue(call.Site.Float(Sum(items, call)) / items.Length);
    }

    /// <summary>The first item whose key is better than all before it and no worse than any after it.</summary>
    private static Value Extreme(ListValue items, ListValue keys, Func<Value, Value, bool> isBetter, string function, LibraryCall call)
    {
        if (items.IsEmpty) throw call.Failure($"{function}: the list is empty");
        var (best, bestKey) = (items.Head, keys.Head);
        for (; !items.IsEmpty; items = items.Tail, keys = keys.Tail)
        {
            if (isBetter(keys.Head, bestKey)) (best, bestKey) = (items.Head, keys.Head);
        }

        return best;
    }
}
