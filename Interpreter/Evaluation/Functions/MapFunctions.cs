using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions of <c>Map</c>; they go through the entries in the order of the keys.</summary>
internal static class MapFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["Map.empty"] = _ => MapValue.Empty,
        ["Map.isEmpty"] = call => BoolValue.Of(call.Map(0).Entries.IsEmpty),
        ["Map.add"] = call => call.Map(2).With(call.Map(2).Entries.SetItem(call[0], call[1])),
        ["Map.remove"] = call => call.Map(1).With(call.Map(1).Entries.Remove(call[0])),
        ["Map.find"] = call => call.Map(1).Entries.GetValueOrDefault(call[0])
            ?? throw call.Failure($"the map has no key {ValueNotation.Structural(call[0])}"),
        ["Map.tryFind"] = call => call.Map(1).Entries.GetValueOrDefault(call[0]) is { } item ? OptionValue.Some(item) : OptionValue.None,
        ["Map.containsKey"] = call => BoolValue.Of(call.Map(1).Entries.ContainsKey(call[0])),
        ["Map.count"] = call => IntValue.Of(call.Map(0).Entries.Count),
        ["Map.keys"] = call => ListValue.From(call.Map(0).Entries.Keys),
        ["Map.values"] = call => ListValue.From(call.Map(0).Entries.Values),
        ["Map.toList"] = call => ListValue.From(call.Map(0).Entries.Select(entry => TupleValue.Of(entry.Key, entry.Value))),
        ["Map.ofList"] = OfList,
        ["Map.map"] = Map,
        ["Map.filter"] = Filter,
        ["Map.iter"] = Iterate,
        ["Map.exists"] = call => BoolValue.Of(Any(call, true)),
        ["Map.forall"] = call => BoolValue.Of(!Any(call, false)),
        ["Map.fold"] = Fold,
    };

    private static Value OfList(LibraryCall call)
    {
        var entries = MapValue.Empty.Entries.ToBuilder();
        foreach (var item in call.List(0))
        {
            var pair = call.Pair(item);
            entries[pair.Items[0]] = pair.Items[1];
        }

        return MapValue.Empty.With(entries.ToImmutable());
    }

    private static Value Map(LibraryCall call)
    {
        var entries = MapValue.Empty.Entries.ToBuilder();
        foreach (var (key, item) in call.Map(1).Entries) entries.Add(key, call.Apply(0, key, item));
        return MapValue.Empty.With(entries.ToImmutable());
    }

    private static Value Filter(LibraryCall call)
    {
        var entries = call.Map(1).Entries.ToBuilder();
        foreach (var (key, item) in call.Map(1).Entries)
        {
            if (!call.Test(0, key, item)) entries.Remove(key);
        }

        return call.Map(1).With(entries.ToImmutable());
    }

    private static Value Iterate(LibraryCall call)
    {
        foreach (var (key, item) in call.Map(1).Entries) call.Apply(0, key, item);
        return UnitValue.Instance;
    }

    private static bool Any(LibraryCall call, bool expected)
    {
        foreach (var (key, item) in call.Map(1).Entries)
        {
            if (call.Test(0, key, item) == expected) return true;
        }

        return false;
    }

    private static Value Fold(LibraryCall call)
    {
        var state = call[1];
        foreach (var (key, item) in call.Map(2).Entries) state = call.Apply(0, state, key, item);
        return state;
    }
}
