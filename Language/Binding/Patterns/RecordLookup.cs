using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Patterns;

/// <summary>Finds the record type that a record expression or pattern means.</summary>
internal sealed class RecordLookup(BindingContext context)
{
    /// <summary>
    /// The expected record if one is expected; else the latest with all the fields, else the latest with the first
    /// field that any has. Null, reported, if there is none.
    /// </summary>
    public RecordDefinition? Find(DataType expected, ImmutableArray<Name> fields)
    {
        if (context.Inference.Resolve(expected) is NamedType named && context.FindDefinition(named.Name) is RecordDefinition known) return known;
        RecordDefinition? partial = null;
        foreach (var field in fields)
        {
            if (!context.RecordsByField.TryGetValue(field.Text, out var records)) continue;
            partial ??= records[^1];
            for (var i = records.Length - 1; i >= 0; i--)
            {
                if (fields.All(other => HasField(records[i], other.Text))) return records[i];
            }

            break;
        }

        if (partial is null && fields is [var first, ..])
        {
            var suggestion = context.Suggestions.Nearest(first.Text, context.RecordsByField.Keys);
            context.Report(BindingDiagnostics.UnknownField(null, first.Text, suggestion, first.Span));
        }

        return partial;
    }

    /// <summary>The field's place in the record; -1, reported, if it has none of that name.</summary>
    public int FieldIndex(RecordDefinition record, Name field)
    {
        var index = IndexOf(record, field.Text);
        if (index < 0)
        {
            var suggestion = context.Suggestions.Nearest(field.Text, record.Fields.Select(other => other.Name!));
            context.Report(BindingDiagnostics.UnknownField(record.Name, field.Text, suggestion, field.Span));
        }

        return index;
    }

    public static int IndexOf(RecordDefinition record, string field)
    {
        for (var i = 0; i < record.Fields.Count; i++)
        {
            if (record.Fields[i].Name == field) return i;
        }

        return -1;
    }

    private static bool HasField(RecordDefinition record, string field) => IndexOf(record, field) >= 0;
}
