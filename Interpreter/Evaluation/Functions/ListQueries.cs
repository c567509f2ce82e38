using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions that ask a list for something.</summary>
internal static class ListQueries
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["List.length"] = call => IntValue.Of(call.List(0).Count),
        ["List.isEmpty"] = call => BoolValue.Of(call.List(0).IsEmpty),
        ["List.head"] = call => NotEmpty(call, "List.head").Head,
        ["List.tryHead"] = call => call.List(0).IsEmpty ? OptionValue.None : OptionValue.Some(call.List(0).Head),
        ["List.tail"] = call => NotEmpty(call, "List.tail").Tail,
        ["List.last"] = call => Last(NotEmpty(call, "List.last")),
        ["List.tryLast"] = call => call.List(0).IsEmpty ? OptionValue.None : OptionValue.Some(Last(call.List(0))),
        ["List.item"] = call => Item(call, call.Int(0), call.List(1)),
        ["List.nth"] = call => Item(call, call.Int(1), call.List(0)),
        ["List.tryItem"] = call => TryItem(call.Int(0), call.List(1)) is { } item ? OptionValue.Some(item) : OptionValue.None,
        ["List.contains"] = Contains,
        ["List.exists"] = call => BoolValue.Of(IndexWhere(call, true) >= 0),
        ["List.forall"] = call => BoolValue.Of(IndexWhere(call, false) < 0),
        ["List.find"] = call => Find(call) ?? throw NoneFound(call, "List.find"),
        ["List.tryFind"] = call => Find(call) is { } item ? OptionValue.Some(item) : OptionValue.None,
        ["List.findIndex"] = call => IndexWhere(call, true) is >= 0 and var index ? IntValue.Of(index) : throw NoneFound(call, "List.findIndex"),
        ["List.tryFindIndex"] = call => IndexWhere(call, true) is >= 0 and var index ? OptionValue.Some(IntValue.Of(index)) : OptionValue.None,
        ["List.pick"] = call => Pick(call).Item ?? throw NoneFound(call, "List.pick"),
        ["List.tryPick"] = Pick,
    };

    private static ListValue NotEmpty(LibraryCall call, string function) =>
        call.List(0) is { IsEmpty: false } list ? list : throw call.Failure($"{function}: the list is empty");

    private static FailureException NoneFound(LibraryCall call, string function) =>
        call.Failure($"{function}: no item of the list satisfies the condition");

    private static Value Last(ListValue list)
    {
        while (!list.Tail.IsEmpty) list = list.Tail;
        return list.Head;
    }

    private static Value Item(LibraryCall call, long index, ListValue list) =>
        TryItem(index, list) ?? throw call.Failure(
            $"index {index} is outside the list, which has {list.Count} {(list.Count == 1 ? "item" : "items")}");

    private static Value? TryItem(long index, ListValue list)
    {
        if (index < 0 || index >= list.Count) return null;
        for (; index > 0; index--) list = list.Tail;
        return list.Head;
    }

    private static Value Contains(LibraryCall call)
    {
        foreach (var item in call.List(1))
        {
            if (ValueComparer.AreEqual(call[0], item)) return BoolValue.True;
        }

        return BoolValue.False;
    }

    private static int IndexWhere(LibraryCall call, bool expected)
    {
        var index = 0;
        foreach (var item in call.List(1))
        {
            if (call.Test(0, item) == expected) return index;
            index++;
        }

        return -1;
    }

    private static Value? Find(LibraryCall call)
    {
        foreach (var item in call.List(1))
        {
            if (call.Test(0, item)) return item;
        }

        return null;
    }

    private static OptionValue Pick(LibraryCall call)
    {
        foreach (var item in call.List(1))
        {
            var picked = call.Site.As<OptionValue>(call.Apply(0, item));
            if (picked.Item is not null) return picked;
        }

        return OptionValue.None;
    }
}
