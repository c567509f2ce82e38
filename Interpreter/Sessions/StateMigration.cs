using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
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
        var fields = new Value[after.Fields.Count];
        var kept = new HashSet<int>();
        for (var i = 0; i < fields.Length; i++)
        {
            var field = after.Fields[i];
            var old = before.Fields.Index().Where(other => other.Item.Name == field.Name && other.Item.Type.Equals(field.Type)).Select(other => other.Index).FirstOrDefault(-1);
            if (old < 0 || Mentions(field.Type)) continue;
            fields[i] = state.Fields[old]!;
            kept.Add(i);
        }

        if (kept.Count < fields.Length) Initialize(state.Entity, after, fields, kept);
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

    /// <summary>Runs the initializer, leaving out what is kept and what cannot be computed.</summary>
    private void Initialize(EntityReference entity, Operator op, Value[] fields, HashSet<int> kept)
    {
        var method = program.Program.Method(op.Initializer!);
        var step = new StepState(op, entity, fields, EventId.Root, 0, options.MaxDepth) { Cancellation = options.Cancellation };
        var evaluator = new Evaluator(program, step);
        var locals = new Value[method.Variables.Count];
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var place = op.Fields.Index().Where(field => field.Item.Name == method.Parameters[i].Name && kept.Contains(field.Index)).Select(field => field.Index).FirstOrDefault(-1);
            if (place >= 0) locals[i] = fields[place];
        }

        var block = method.Blocks[0];
        try
        {
            while (true)
            {
                foreach (var statement in block.Statements) Execute(statement);
                if (Next(block.Terminator) is not { } next) return;
                block = method.Blocks[next];
            }
        }
        catch (FailureException)
        {
            // What has no value by now gets none.
        }

        void Execute(Statement statement)
        {
            if (statement is EvaluateStatement { Expression: AssignFieldExpression { Index: var index } } && kept.Contains(index)) return;
            try
            {
                evaluator.Execute(statement, locals);
            }
            catch (FailureException)
            {
                // Its value stays unknown, and so does what depends on it.
            }
        }

        int? Next(Terminator terminator) => terminator switch
        {
            GotoTerminator jump => jump.Target,
            BranchTerminator branch => evaluator.Test(branch.Condition, locals) ? branch.Then : branch.Else,
            _ => null,
        };
    }
}
