using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;

namespace StateFlow.DebugAdapter.Variables;

/// <summary>What values are made of, for clients to unfold; an entity unfolds to its state.</summary>
internal sealed class ValueParts(DebugSession session)
{
    private const int LongestText = 200;
    private const int ItemsShownInText = 20;

    public VariableItem Item(string name, Value value, string? type = null, string? evaluateName = null) =>
        new(name, Text(value), Of(value), type, evaluateName);

    /// <summary>Named values as variables that expressions may use.</summary>
    public VariableGroup Of(ImmutableArray<NamedValue> values) =>
        new(values.Length, () => values.Select(value => Item(value.Name, value.Value, value.Type.ToString(), value.Name)));

    /// <summary>The state of an entity where the run stands.</summary>
    public VariableGroup StateOf(EntityReference entity) => Of(session.FieldsOf(entity)) with { StateOf = entity };

    /// <summary>The parts of a value; null if it has none.</summary>
    public VariableGroup? Of(Value value) => value switch
    {
        ListValue { Count: > 0 } list => Indexed(list.Count, list),
        SetValue { Items.Count: > 0 } set => Indexed(set.Items.Count, set.Items),
        MapValue { Entries.Count: > 0 } map => new(map.Entries.Count, () => map.Entries.Select(entry => Item(Text(entry.Key), entry.Value)), IsIndexed: true),
        TupleValue tuple => Numbered(tuple.Items),
        UnionValue { Fields.Length: > 0 } union => Numbered(union.Fields),
        OptionValue { Item: { } item } => new(1, () => [Item("Value", item)]),
        RecordValue record => new(record.Fields.Length, () => record.Fields.Select((field, index) => Item(record.Definition.Fields[index].Name!, field))),
        EntityReference entity when session.FieldsOf(entity) is { IsEmpty: false } => StateOf(entity),
        _ => null,
    };

    /// <summary>A value on a line, cut short if it is long.</summary>
    public static string Text(Value value)
    {
        if (value is ListValue { Count: > ItemsShownInText } list) return $"[{string.Join("; ", list.Take(3).Select(Text))}; ...] ({list.Count} items)";
        if (value is SetValue { Items.Count: > ItemsShownInText } set) return $"a set of {set.Items.Count} items";
        if (value is MapValue { Entries.Count: > ItemsShownInText } map) return $"a map of {map.Entries.Count} entries";
        var text = ValueNotation.Structural(value);
        return text.Length <= LongestText ? text : $"{text[..LongestText]}...";
    }

    private VariableGroup Indexed(int count, IEnumerable<Value> items) =>
        new(count, () => items.Select((item, index) => Item($"[{index}]", item)), IsIndexed: true);

    private VariableGroup Numbered(ImmutableArray<Value> items) =>
        new(items.Length, () => items.Select((item, index) => Item($"Item{index + 1}", item)));
}
