using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.DebugAdapter.Variables;

/// <summary>What can be seen from a method: its variables, the state of its entity, all entities, and the events that wait.</summary>
internal static class FrameScopes
{
    private const string Locals = "locals";

    /// <param name="frame">Null where no method runs.</param>
    public static IEnumerable<(string Name, string? Hint, VariableGroup Group)> Of(DebugSession session, DebugFrame? frame)
    {
        var parts = new ValueParts(session);
        if (frame is not null)
        {
            yield return ("Locals", Locals, parts.Of(frame.Variables));
            if (frame.Entity != Scheduler.Script) yield return (ValueNotation.Structural(frame.Entity), null, parts.StateOf(frame.Entity));
        }

        yield return ("Script", null, parts.StateOf(Scheduler.Script));
        var entities = session.Entities.Keys.ToLookup(entity => entity.Entity);
        foreach (var type in session.Program.Operators.Where(type => entities.Contains(type.Name))) yield return ($"{type.Name} entities", null, All(type, entities, parts));
        var queue = session.Queue;
        if (queue.Length > 0) yield return ("Events", null, new(queue.Length, () => queue.Select(Shown), IsIndexed: true));
    }

    private static VariableGroup All(Operator type, ILookup<string, EntityReference> entities, ValueParts parts)
    {
        var known = entities[type.Name].Order(Comparer<EntityReference>.Create((first, second) => ValueComparer.Total.Compare(first.Key, second.Key))).ToList();
        return new VariableGroup(known.Count, () => known.Select(entity => Shown(entity, parts)), IsIndexed: true);
    }

    /// <summary>An entity with its state in short.</summary>
    private static VariableItem Shown(EntityReference entity, ValueParts parts)
    {
        var state = parts.StateOf(entity);
        return new VariableItem(
            ValueNotation.Structural(entity),
            string.Join(", ", state.Items().Select(field => $"{field.Name} = {field.Text}")),
            state,
            entity.Entity,
            ValueNotation.Structural(entity));
    }

    private static VariableItem Shown(QueuedEvent waiting, int index) =>
        new(waiting.Ready is { } ready ? $"{ready}" : $"({index})", $"{waiting}{(waiting.IsNext ? " (next)" : "")}");
}
