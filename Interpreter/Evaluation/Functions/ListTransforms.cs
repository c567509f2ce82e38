using System.Runtime.InteropServices;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions that make lists.</summary>
internal static class ListTransforms
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["List.empty"] = _ => ListValue.Empty,
        ["List.singleton"] = call => ListValue.Of(call[0]),
        ["List.ofSeq"] = call => call.List(0),
        ["List.toSeq"] = call => call.List(0),
        ["List.range"] = call => new IntRange(call.Int(0), call.Int(1), call.Int(2), call.Site).ToList(call.Site),
        ["List.floatRange"] = FloatRange,
        ["List.init"] = Init,
        ["List.replicate"] = Replicate,
        ["List.rev"] = Reverse,
        ["List.append"] = call => Arithmetic.Append(call.List(0), call.List(1)),
        ["List.concat"] = Concat,
        ["List.collect"] = Collect,
        ["List.filter"] = call => Partition(call).Matching,
        ["List.partition"] = call =>
        {
            var (matching, others) = Partition(call);
            return TupleValue.Of(matching, others);
        },
        ["List.choose"] = Choose,
        ["List.map"] = Map,
        ["List.mapi"] = MapIndexed,
        ["List.map2"] = MapPairs,
        ["List.indexed"] = Indexed,
        ["List.zip"] = Zip,
        ["List.unzip"] = Unzip,
        ["List.pairwise"] = Pairwise,
        ["List.take"] = Take,
        ["List.truncate"] = call => First(call.List(1), Math.Max(0, call.Int(0))),
        ["List.takeWhile"] = TakeWhile,
        ["List.skip"] = Skip,
        ["List.skipWhile"] = SkipWhile,
    };

    public static ListValue ToList(List<Value> items) => ListValue.Of(CollectionsMarshal.AsSpan(items));

    private static int Length(LibraryCall call, string function)
    {
        var count = call.Int(0);
        if (count < 0) throw call.Failure($"{function}: the count {count} is negative");
        return count <= Limits.ListLength ? (int)count : throw call.Failure($"{function}: a list of {count} items is too long");
    }

    /// <summary>As F# counts: by multiplication where the last number is met exactly, else by addition.</summary>
    private static ListValue FloatRange(LibraryCall call)
    {
        var (from, step, to) = (call.Float(0), call.Float(1), call.Float(2));
        if (step == 0) throw call.Site.Failure("the step of a range must not be 0");
        var steps = (to - from) / step;
        if (double.IsNaN(steps)) throw call.Site.Failure("the bounds and the step of a range must be numbers");
        if (steps >= Limits.ListLength) throw call.Site.Failure("the range has too many numbers for a list");
        var numbers = new List<Value>();
        if (steps == Math.Floor(steps))
        {
            for (var i = 0; i <= steps; i++) numbers.Add(new FloatValue(from + i * step));
        }
        else
        {
            for (var number = from; step > 0 ? number <= to : number >= to; number += step) numbers.Add(new FloatValue(number));
        }

        return ListValue.From(numbers);
    }

    private static Value Init(LibraryCall call)
    {
        var items = new Value[Length(call, "List.init")];
        for (var i = 0; i < items.Length; i++) items[i] = call.Apply(1, IntValue.Of(i));
        return ListValue.Of(items);
    }

    private static Value Replicate(LibraryCall call)
    {
        var list = ListValue.Empty;
        for (var i = Length(call, "List.replicate"); i > 0; i--) list = ListValue.Cons(call[1], list);
        return list;
    }

    private static Value Reverse(LibraryCall call)
    {
        var reversed = ListValue.Empty;
        foreach (var item in call.List(0)) reversed = ListValue.Cons(item, reversed);
        return reversed;
    }

    private static Value Concat(LibraryCall call)
    {
        var items = new List<Value>();
        foreach (var list in call.List(0)) items.AddRange(call.Site.As<ListValue>(list));
        return ToList(items);
    }

    private static Value Collect(LibraryCall call)
    {
        var items = new List<Value>();
        foreach (var item in call.List(1)) items.AddRange(call.Site.As<ListValue>(call.Apply(0, item)));
        return ToList(items);
    }

    private static (ListValue Matching, ListValue Others) Partition(LibraryCall call)
    {
        var (matching, others) = (new List<Value>(), new List<Value>());
        foreach (var item in call.List(1)) (call.Test(0, item) ? matching : others).Add(item);
        return (ToList(matching), ToList(others));
    }

    private static Value Choose(LibraryCall call)
    {
        var items = new List<Value>();
        foreach (var item in call.List(1))
        {
            if (call.Site.As<OptionValue>(call.Apply(0, item)).Item is { } chosen) items.Add(chosen);
        }

        return ToList(items);
    }

    private static Value Map(LibraryCall call)
    {
        var items = call.List(1).ToArray();
        for (var i = 0; i < items.Length; i++) items[i] = call.Apply(0, items[i]);
        return ListValue.Of(items);
    }

    private static Value MapIndexed(LibraryCall call)
    {
        var items = call.List(1).ToArray();
        for (var i = 0; i < items.Length; i++) items[i] = call.Apply(0, IntValue.Of(i), items[i]);
        return ListValue.Of(items);
    }

    private static Value MapPairs(LibraryCall call)
    {
        var items = new List<Value>();
        var (left, right) = (call.List(1), call.List(2));
        for (; !left.IsEmpty && !right.IsEmpty; left = left.Tail, right = right.Tail) items.Add(call.Apply(0, left.Head, right.Head));
        return left.IsEmpty && right.IsEmpty ? ToList(items) : throw DifferentLengths(call, "List.map2", call.List(1), call.List(2));
    }

    internal static FailureException DifferentLengths(LibraryCall call, string function, ListValue left, ListValue right) =>
        call.Failure($"{function}: the lists have different lengths, {left.Count} and {right.Count}");

    private static Value Indexed(LibraryCall call)
    {
        var items = call.List(0).ToArray();
        for (var i = 0; i < items.Length; i++) items[i] = TupleValue.Of(IntValue.Of(i), items[i]);
        return ListValue.Of(items);
    }

    private static Value Zip(LibraryCall call)
    {
        var (left, right) = (call.List(0), call.List(1));
        if (left.Count != right.Count) throw DifferentLengths(call, "List.zip", left, right);
        var items = left.ToArray();
        for (var i = 0; i < items.Length; i++, right = right.Tail) items[i] = TupleValue.Of(items[i], right.Head);
        return ListValue.Of(items);
    }

    private static Value Unzip(LibraryCall call)
    {
        var (first, second) = (new List<Value>(), new List<Value>());
        foreach (var item in call.List(0))
        {
            var pair = call.Pair(item);
            first.Add(pair.Items[0]);
            second.Add(pair.Items[1]);
        }

        return TupleValue.Of(ToList(first), ToList(second));
    }

    private static Value Pairwise(LibraryCall call)
    {
        var pairs = new List<Value>();
        var rest = call.List(0);
        for (; rest.Count > 1; rest = rest.Tail) pairs.Add(TupleValue.Of(rest.Head, rest.Tail.Head));
        return ToList(pairs);
    }

    private static Value Take(LibraryCall call)
    {
        var (count, list) = (call.Int(0), call.List(1));
        if (count < 0) throw call.Failure($"List.take: the count {count} is negative");
        return count <= list.Count ? First(list, count) : throw TooShort(call, "List.take");
    }

    private static FailureException TooShort(LibraryCall call, string function) =>
        call.Failure($"{function}: the list has {call.List(1).Count} items, fewer than {call.Int(0)}");

    private static ListValue First(ListValue list, long count)
    {
        if (count >= list.Count) return list;
        var items = new Value[count];
        for (var i = 0; i < items.Length; i++, list = list.Tail) items[i] = list.Head;
        return ListValue.Of(items);
    }

    private static Value TakeWhile(LibraryCall call)
    {
        var items = new List<Value>();
        foreach (var item in call.List(1))
        {
            if (!call.Test(0, item)) break;
            items.Add(item);
        }

        return ToList(items);
    }

    private static Value Skip(LibraryCall call)
    {
        var (count, list) = (call.Int(0), call.List(1));
        if (count > list.Count) throw TooShort(call, "List.skip");
        for (; count > 0; count--) list = list.Tail;
        return list;
    }

    private static Value SkipWhile(LibraryCall call)
    {
        var list = call.List(1);
        while (!list.IsEmpty && call.Test(0, list.Head)) list = list.Tail;
        return list;
    }
}
