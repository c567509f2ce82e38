using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions of <c>Set</c>; they go through the items in order.</summary>
internal static class SetFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["Set.empty"] = _ => SetValue.Empty,
        ["Set.isEmpty"] = call => BoolValue.Of(call.Set(0).Items.IsEmpty),
        ["Set.singleton"] = call => SetValue.From([call[0]]),
        ["Set.add"] = call => call.Set(1).With(call.Set(1).Items.Add(call[0])),
        ["Set.remove"] = call => call.Set(1).With(call.Set(1).Items.Remove(call[0])),
        ["Set.contains"] = call => BoolValue.Of(call.Set(1).Items.Contains(call[0])),
        ["Set.count"] = call => IntValue.Of(call.Set(0).Items.Count),
        ["Set.union"] = call => call.Set(0).With(call.Set(0).Items.Union(call.Set(1).Items)),
        ["Set.intersect"] = call => call.Set(0).With(call.Set(0).Items.Intersect(call.Set(1).Items)),
        ["Set.difference"] = call => call.Set(0).With(call.Set(0).Items.Except(call.Set(1).Items)),
        ["Set.isSubset"] = call => BoolValue.Of(call.Set(0).Items.IsSubsetOf(call.Set(1).Items)),
        ["Set.isSuperset"] = call => BoolValue.Of(call.Set(0).Items.IsSupersetOf(call.Set(1).Items)),
        ["Set.toList"] = call => ListValue.From(call.Set(0).Items),
        ["Set.ofList"] = call => SetValue.From(call.List(0)),
        ["Set.map"] = Map,
        ["Set.filter"] = Filter,
        ["Set.iter"] = Iterate,
        ["Set.exists"] = call => BoolValue.Of(Any(call, true)),
        ["Set.forall"] = call => BoolValue.Of(!Any(call, false)),
        ["Set.fold"] = Fold,
        ["Set.minElement"] = call => NotEmpty(call, "Set.minElement").Min!,
        ["Set.maxElement"] = call => NotEmpty(call, "Set.maxElement").Max!,
    };

    private static ImmutableSortedSet<Value> NotEmpty(LibraryCall call, string function) =>
        call.Set(0).Items is { IsEmpty: false } items ? items : throw call.Failure($"{function}: the set is empty");

    private static Value Map(LibraryCall call)
    {
        var items = SetValue.Empty.Items.ToBuilder();
        foreach (var item in call.Set(1).Items) items.Add(call.Apply(0, item));
        return SetValue.Empty.With(items.ToImmutable());
    }

    private static Value Filter(LibraryCall call)
    {
        var items = call.Set(1).Items.ToBuilder();
        foreach (var item in call.Set(1).Items)
        {
            if (!call.Test(0, item)) items.Remove(item);
        }

        return call.Set(1).With(items.ToImmutable());
    }

    private static Value Iterate(LibraryCall call)
    {
        foreach (var item in call.Set(1).Items) call.Apply(0, item);
        return UnitValue.Instance;
    }

    private static bool Any(LibraryCall call, bool expected)
    {
        foreach (var item in call.Set(1).Items)
        {
            if (call.Test(0, item) == expected) return true;
        }

        return false;
    }

    private static Value Fold(LibraryCall call)
    {
        var state = call[1];
        foreach (var item in call.Set(2).Items) state = call.Apply(0, state, item);
        return state;
    }
}
