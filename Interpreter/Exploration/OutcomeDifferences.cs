using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>How an end differs from that of the serial order which comes nearest to it.</summary>
internal sealed class OutcomeDifferences
{
    private const int SerialEndsCompared = 100;
    private const int ValuesShown = 4;

    public OutcomeDifferences(Program program, SerialOrders serial, RunEnd end)
    {
        var values = Values(program, end.Store);
        var others = serial.Ends.OrderBy(other => other.Key).Select(other => other.Value)
            .Where(other => other.Result is ResultAnswer).Take(SerialEndsCompared).Select(other => Values(program, other.Store)).ToList();
        var nearest = others.MinBy(other => Different(values, other).Count()) ?? [];
        var places = Different(values, nearest).Order(StringComparer.Ordinal).ToList();
        Key = string.Join(' ', places.Select(TypeAndField).Distinct());
        Entities = places.Where(place => place.Contains(')')).Select(place => place[..(place.LastIndexOf(')') + 1)]).Distinct().ToSequence();
        Lines = places.Select(place => Line(place, values, others)).ToSequence();
    }

    /// <summary>Which fields of which types differ.</summary>
    public string Key { get; }

    public Sequence<string> Entities { get; }

    /// <summary>A line for each difference.</summary>
    public Sequence<string> Lines { get; }

    private static string Line(string place, Dictionary<string, string> values, List<Dictionary<string, string>> others)
    {
        var serial = others.Select(other => other.GetValueOrDefault(place, "nothing")).Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(" or ", serial.Take(ValuesShown)) + (serial.Count > ValuesShown ? " or another value" : "");
        var value = values.GetValueOrDefault(place, "nothing");
        return serial.Contains(value)
            ? $"{place} is {value}, which does not go with the rest: in serial orders {shown}"
            : $"{place} is {value}; in serial orders {shown}";
    }

    private static IEnumerable<string> Different(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Keys.Union(right.Keys).Where(place => left.GetValueOrDefault(place) != right.GetValueOrDefault(place));

    private static string TypeAndField(string place) => place.Contains('(') ? place[..place.IndexOf('(')] + place[place.LastIndexOf('.')..] : place;

    /// <summary>The fields of all entities, and the answers of the started calls, as texts.</summary>
    private static Dictionary<string, string> Values(Program program, EntityStore store)
    {
        var values = new Dictionary<string, string>();
        foreach (var state in store.Entities.Values)
        {
            var isScript = state.Entity == Scheduler.Script;
            var fields = program.Operator(state.Entity.Entity).Fields;
            for (var i = 0; i < fields.Count; i++)
            {
                if (state.Fields[i] is { } value) values[isScript ? fields[i].Name : $"{state.Entity}.{fields[i].Name}"] = Shown(value, state);
            }
        }

        return values;
    }

    /// <summary>A started call is shown by its answer.</summary>
    private static string Shown(Value value, EntityState script) => value switch
    {
        CallHandle handle => script.StartedCalls.GetValueOrDefault(handle)?.Answer switch
        {
            ResultAnswer result => $"answered {ValueNotation.Structural(result.Value)}",
            FailureAnswer failure => $"failed with \"{failure.Failure.Message}\"",
            _ => "not answered",
        },
        ListValue list => $"[{string.Join("; ", list.Select(item => Shown(item, script)))}]",
        _ => ValueNotation.Structural(value),
    };
}
