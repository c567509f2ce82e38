using System.Globalization;
using StateFlow.Language.IR;

namespace StateFlow.Language.Traces;

/// <summary>The states of all entities of one type at some time, for tools to show; values stand as they are shown.</summary>
/// <remarks>The script is no entity: its values are in no table.</remarks>
/// <param name="Entity">The name of the type.</param>
/// <param name="Fields">What the columns hold, the key first.</param>
/// <param name="Rows">One for each entity, in the order of the keys.</param>
public sealed record EntityTable(string Entity, Sequence<string> Fields, Sequence<EntityRow> Rows)
{
    /// <summary>A table for each type of which there are entities, in the order of the program.</summary>
    public static Sequence<EntityTable> Of(Program program, IEnumerable<EntityRow> entities)
    {
        var rows = entities.ToLookup(row => row.Type);
        return program.Operators.Where(op => rows.Contains(op.Name)).Select(op => Of(op, rows[op.Name])).ToSequence();
    }

    /// <summary>The tables after a step of a run.</summary>
    /// <remarks>Of a part of a run, entities that it does not change are missing, and other fields of the rest are not known.</remarks>
    /// <param name="time">The <see cref="TraceStep.Time"/> of the step; 0 for the beginning.</param>
    public static Sequence<EntityTable> At(Program program, Trace trace, int time)
    {
        var states = new Dictionary<string, Dictionary<string, string>>();
        foreach (var first in Changes(trace.Steps).DistinctBy(change => (change.Entity, change.Field))) Set(first, first.Before);
        foreach (var change in Changes(trace.Steps.TakeWhile(step => step.Time <= time))) Set(change, change.After);
        return Of(program, states.Where(state => state.Value.Count > 0).Select(state => Row(program, state.Key, state.Value)));

        void Set(FieldChange change, string? value)
        {
            if (!states.TryGetValue(change.Entity, out var state)) states[change.Entity] = state = [];
            if (value is null) state.Remove(change.Field);
            else state[change.Field] = value;
        }
    }

    private static IEnumerable<FieldChange> Changes(IEnumerable<TraceStep> steps) =>
        steps.SelectMany(step => step.Changes).Where(change => change.Entity != Program.ScriptName);

    private static EntityRow Row(Program program, string entity, Dictionary<string, string> state)
    {
        var op = program.Operator(EntityRow.TypeOf(entity));
        var values = op.Fields.Select((field, index) => index == op.KeyField ? EntityRow.KeyOf(entity) : state.GetValueOrDefault(field.Name, EntityRow.Unknown));
        return EntityRow.Of(program, entity, values.ToSequence());
    }

    private static EntityTable Of(Operator op, IEnumerable<EntityRow> rows)
    {
        var isNumber = op.Fields[op.KeyField].Type == DataType.Int;
        var ordered = isNumber
            ? rows.OrderBy(row => long.Parse(row.Values[0], CultureInfo.InvariantCulture))
            : rows.OrderBy(row => row.Values[0][1..^1], StringComparer.Ordinal);
        return new EntityTable(op.Name, EntityRow.KeyFirst(op, op.Fields.Select(field => field.Name).ToSequence()), ordered.ToSequence());
    }
}

/// <summary>The state of one entity.</summary>
/// <param name="Entity">Which it is, such as <c>User("ann")</c>, as in <see cref="TraceStep.Entity"/>.</param>
/// <param name="Values">What its fields hold, the key first.</param>
public sealed record EntityRow(string Entity, Sequence<string> Values)
{
    /// <summary>Stands for a value that is not known.</summary>
    public const string Unknown = "?";

    /// <summary>The name of its type.</summary>
    public string Type => TypeOf(Entity);

    /// <summary>The row of the entity of that name.</summary>
    /// <param name="values">What its fields hold, in the order of <see cref="Operator.Fields"/>.</param>
    public static EntityRow Of(Program program, string entity, Sequence<string> values) =>
        new(entity, KeyFirst(program.Operator(TypeOf(entity)), values));

    /// <summary>What belongs to the fields of an operator, in their order, with that of the key in front.</summary>
    internal static Sequence<string> KeyFirst(Operator op, Sequence<string> items) =>
        items.Index().OrderBy(item => item.Index == op.KeyField ? -1 : item.Index).Select(item => item.Item).ToSequence();

    internal static string TypeOf(string entity) => entity[..entity.IndexOf('(')];

    internal static string KeyOf(string entity) => entity[(entity.IndexOf('(') + 1)..^1];
}
