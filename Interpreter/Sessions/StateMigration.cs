using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;

namespace StateFlow.Interpreter.Sessions;

/// <summary>Brings the states of existing entities into the form of a new definition.</summary>
/// <remarks>
/// A field whose name and type are unchanged keeps its value. Another one gets its initial value, computed with what is known: the
/// fields that are kept, and of the constructor's arguments those that are state. An entity of which a field cannot be computed is
/// dropped, and so are all if the key or its type has changed.
/// </remarks>
internal sealed class StateMigration(LoadedProgram program, Program earlier, Redefinition redefinition, RunOptions options)
{
    public (EntityStore Store, ImmutableArray<string> Notices) Migrate(EntityStore store)
    {
        var notices = ImmutableArray.CreateBuilder<string>();
        foreach (var entity in redefinition.Entities)
        {
            var states = store.Entities.Values.Where(state => state.Entity.Entity == entity).ToList();
            if (states.Count == 0) continue;
            var after = program.Program.Operators.FirstOrDefault(op => op.Name == entity);
            var dropped = new List<EntityReference>();
            foreach (var state in states)
            {
                var migrated = after is null ? null : Migrate(state, earlier.Operator(entity), after);
                if (migrated is null) dropped.Add(state.Entity);
                store = store.With(state.Entity, migrated);
            }

            if (Describe(entity, states.Count, dropped) is { } notice) notices.Add(notice);
        }

        return (store, notices.ToImmutable());
    }

    private static string? Describe(string entity, int count, List<EntityReference> dropped) => dropped.Count switch
    {
        0 => $"{entity}: {count} {(count == 1 ? "entity keeps its" : "entities keep their")} state",
        1 => $"{entity}: {dropped[0]} is dropped, a new field needs the constructor's arguments",
        var some when some == count => $"{entity}: all {count} entities are dropped, a new field needs the constructor's arguments",
        var some => $"{entity}: {some} of {count} entities are dropped, a new field needs the constructor's arguments",
    };

    private EntityState? Migrate(EntityState state, Operator before, Operator after)
    {
        if (before.Fields[before.KeyField] != after.Fields[after.KeyField]) return null;
        var fields = new Value?[after.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = after.Fields[i];
            var old = before.Fields.Index().Where(other => other.Item.Name == field.Name && other.Item.Type.Equals(field.Type)).Select(other => other.Index).FirstOrDefault(-1);
            if (old < 0 || Mentions(field.Type)) continue;
            fields[i] = state.Fields[old];
        }

        if (fields.Contains(null)) new FirstValues(program, after, options.MaxDepth, options.Cancellation).Complete(state.Entity, fields);
        return fields.Contains(null) ? null : new EntityState(state.Entity, [.. fields]);
    }

    private bool Mentions(DataType type) => type switch
    {
        NamedType named => redefinition.Types.Contains(named.Name) || named.Arguments.Any(Mentions),
        EntityType entity => redefinition.Types.Contains(entity.Name),
        ListType list => Mentions(list.Item),
        OptionType option => Mentions(option.Item),
        SetType set => Mentions(set.Item),
        MapType map => Mentions(map.Key) || Mentions(map.Value),
        TupleType tuple => tuple.Items.Any(Mentions),
        _ => false,
    };
}
