using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Tracing;

/// <summary>Makes tables of the states of entities.</summary>
public static class EntityTables
{
    /// <summary>The tables of such states as <see cref="Scheduler.Entities"/> holds.</summary>
    public static Sequence<EntityTable> Of(Program program, IReadOnlyDictionary<EntityReference, EntityState> entities) =>
        EntityTable.Of(program, entities.Values.Where(state => state.Entity != Scheduler.Script).Select(state => Row(program, state)));

    private static EntityRow Row(Program program, EntityState state) =>
        EntityRow.Of(program, ValueNotation.Structural(state.Entity), state.Fields.Select(value => ValueNotation.Structural(value!)).ToSequence());
}
