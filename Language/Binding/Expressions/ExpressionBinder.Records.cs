using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Expressions;

// Records.
internal sealed partial class ExpressionBinder
{
    private BoundExpression BindRecord(RecordExpression syntax, DataType expected)
    {
        if (new RecordLookup(_context).Find(expected, [.. syntax.Fields.Select(field => field.Name)]) is not { } definition)
        {
            return BindBrokenRecord(syntax.Fields, syntax.Span);
        }

        var type = RecordType(definition, expected);
        var isExpected = Inference.Unify(expected, type);
        var fields = BindFields(syntax.Fields, definition, type);
        var given = fields.Select(field => field.Index).ToHashSet();
        var missing = definition.Fields.Where((_, i) => !given.Contains(i)).Select(field => field.Name!).ToList();
        var isKnown = syntax.Fields.All(field => RecordLookup.IndexOf(definition, field.Name.Text) >= 0);
        if (missing.Count > 0 && isKnown) _context.Report(BindingDiagnostics.MissingFields(definition.Name, missing, syntax.Span));
        if (!isExpected) _context.Expect(expected, type, syntax.Span);
        return new BoundRecord(definition, fields, type, syntax.Span);
    }

    private BoundExpression BindRecordUpdate(RecordUpdateExpression syntax, DataType expected)
    {
        var source = Bind(syntax.Source, expected);
        SettleKnown(0);
        if (Inference.Resolve(source.Type) is ErrorType) return BindBrokenRecord(syntax.Fields, syntax.Span);
        if (new RecordLookup(_context).Find(source.Type, [.. syntax.Fields.Select(field => field.Name)]) is not { } definition)
        {
            return BindBrokenRecord(syntax.Fields, syntax.Span);
        }

        var type = RecordType(definition, source.Type);
        _context.Expect(type, source.Type, source.Span);
        return new BoundRecordUpdate(source, BindFields(syntax.Fields, definition, type), type, syntax.Span);
    }

    private NamedType RecordType(RecordDefinition definition, DataType expected) =>
        Inference.Resolve(expected) is NamedType known && known.Name == definition.Name ? known : _context.Instantiate(definition);

    private ImmutableArray<(int Index, BoundExpression Value)> BindFields(ImmutableArray<FieldValue> fields, RecordDefinition definition, NamedType type)
    {
        var records = new RecordLookup(_context);
        var bound = ImmutableArray.CreateBuilder<(int, BoundExpression)>(fields.Length);
        var seen = new HashSet<int>();
        foreach (var field in fields)
        {
            var index = records.FieldIndex(definition, field.Name);
            var fieldType = index < 0 ? ErrorType.Instance : BindingContext.FieldType(definition, type, definition.Fields[index].Type);
            var value = Bind(field.Value, fieldType);
            if (index < 0) continue;
            if (seen.Add(index)) bound.Add((index, value));
            else _context.Report(BindingDiagnostics.DuplicateName("value for the field", field.Name.Text, field.Name.Span));
        }

        return bound.ToImmutable();
    }

    private BoundError BindBrokenRecord(ImmutableArray<FieldValue> fields, SourceSpan span)
    {
        foreach (var field in fields) Bind(field.Value, ErrorType.Instance);
        return new BoundError(ErrorType.Instance, span);
    }
}
