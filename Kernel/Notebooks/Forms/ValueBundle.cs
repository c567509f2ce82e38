using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Forms;

/// <summary>The value of a cell: as the language writes it and, where that reads better, as a table.</summary>
internal static class ValueBundle
{
    /// <param name="entities">The states, which stand in the table of references to entities.</param>
    public static MimeBundle Of(Value value, Program program, IReadOnlyDictionary<EntityReference, EntityState> entities)
    {
        var text = MimeBundle.OfText(ValueForm.Text(value));
        return Table(value, program, entities) is { } table ? text.With(MimeBundle.Html, TablesForm.Html(table)) : text.With(MimeBundle.Html, ValueForm.Html(value));
    }

    private static IEnumerable<EntityTable>? Table(Value value, Program program, IReadOnlyDictionary<EntityReference, EntityState> entities)
    {
        var references = value switch
        {
            EntityReference reference => [reference],
            ListValue list when list.All(item => item is EntityReference) => [.. list.Cast<EntityReference>()],
            _ => ImmutableArray<EntityReference>.Empty,
        };
        var existing = references.Distinct().Where(entities.ContainsKey).ToDictionary(reference => reference, reference => entities[reference]);
        return existing.Count == 0 || existing.Count < references.Distinct().Count() ? null : EntityTables.Of(program, existing);
    }
}
