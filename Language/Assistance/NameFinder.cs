using StateFlow.Language.Binding;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;

namespace StateFlow.Language.Assistance;

/// <summary>Finds what the name at a place of a text stands for.</summary>
internal sealed class NameFinder(AnalyzedText text)
{
    public DescribedName? Find(int position)
    {
        if (text.IdentifierAt(position) is not { } token) return null;
        var (start, name) = (AnalyzedText.Start(token), token.ToStringValue());
        var description = Used(start, token.Span.Length, name) ?? Declared(start, name) ?? ByName(start, name);
        return description is null ? null : new DescribedName(start, token.Span.Length, description);
    }

    /// <summary>What the innermost expression around the name says of it.</summary>
    private NameDescription? Used(int start, int length, string name) => text.Expressions()
        .Where(expression => expression.Span.Start.Offset <= start && expression.Span.End.Offset >= start + length)
        .Select(expression => (expression.Span.Length, Description: Describe(expression, start, name)))
        .Where(candidate => candidate.Description is not null)
        .OrderBy(candidate => candidate.Length)
        .Select(candidate => candidate.Description)
        .FirstOrDefault();

    private static NameDescription? Describe(BoundExpression expression, int start, string name) => expression switch
    {
        BoundValue { Symbol: var symbol } when symbol.Name == name => Descriptions.Of(symbol),
        BoundAssignment { Target: var target } when target.Name == name && expression.Span.Start.Offset == start => Descriptions.Of(target),
        BoundThis when expression.Span.Start.Offset == start => new NameDescription(NameKind.Local, name, $"{name} : {expression.Type}"),
        BoundMemberCall call when call.Member.Name == name && start >= call.Target.Span.End.Offset => Descriptions.Of(call.Member),
        BoundCall { Function: var function } when function.Name == name => Descriptions.Of(function),
        BoundFunctionValue { Function: var function } when function.Name == name => Descriptions.Of(function),
        BoundLibraryCall { Function.Name: var function } when IsLibraryName(function, name) => Descriptions.OfLibrary(function),
        BoundLibraryValue { Function.Name: var function } when IsLibraryName(function, name) => Descriptions.OfLibrary(function),
        BoundCreate { Entity: var entity } when entity.Name == name => Descriptions.Of(entity),
        BoundGet { Entity: var entity } => Descriptions.OfEntityFunction(entity, name),
        BoundExists { Entity: var entity } => Descriptions.OfEntityFunction(entity, name),
        BoundRecordField field when field.Name == name && start >= field.Source.Span.End.Offset =>
            new NameDescription(NameKind.Field, name, $"{field.Source.Type}.{name} : {field.Type}"),
        BoundUnionCase { Case: var unionCase } when unionCase.Name == name => Descriptions.Of(unionCase),
        _ => null,
    };

    private static bool IsLibraryName(string function, string name) =>
        function == name || (function.EndsWith(name, StringComparison.Ordinal) && function[^(name.Length + 1)] == '.');

    private NameDescription? Declared(int start, string name)
    {
        if (text.DeclaredAt(start) is { } value) return Descriptions.Of(value);
        foreach (var entity in text.Entities)
        {
            if (entity.Span.Start.Offset == start) return Descriptions.Of(entity);
            if (entity.Members.FirstOrDefault(member => member.Span.Start.Offset == start && member.Name == name) is { } member) return Descriptions.Of(member);
        }

        return text.Functions.FirstOrDefault(function => function.Span.Start.Offset == start && function.Name == name) is { } function ? Descriptions.Of(function) : null;
    }

    /// <summary>What the name alone says: for code that is not right yet, types, and what the tree does not keep.</summary>
    private NameDescription? ByName(int start, string name)
    {
        var before = text.Text.AsSpan(0, start).TrimEnd();
        if (before.EndsWith(".")) return new MemberFinder(text).Find(before.Length - 1).FirstOrDefault(member => Short(member.Name) == name);
        if (text.Scope.Types.TryGetValue(name, out var type)) return Descriptions.Of(name, type);
        if (text.Scope.Cases.TryGetValue(name, out var unionCase)) return Descriptions.Of(unionCase);
        if (text.Value(name, start) is { } value) return Descriptions.Of(value);
        if (text.Scope.Names.GetValueOrDefault(name) is FunctionMeaning { Function: var function }) return Descriptions.Of(function);
        if (text.Scope.RecordsByField.TryGetValue(name, out var records) && records is [.., var record])
            return Descriptions.OfField(record, record.Fields.First(field => field.Name == name));
        return Descriptions.OfLibrary(name) ?? Module(name);
    }

    private static NameDescription? Module(string name)
    {
        var functions = Library.Names.Where(function => function.StartsWith($"{name}.", StringComparison.Ordinal)).Select(Short).Order(StringComparer.Ordinal).ToList();
        return functions.Count == 0 ? null : new NameDescription(NameKind.Module, name, $"module {name}: {string.Join(", ", functions)}");
    }

    private static string Short(string name) => name[(name.LastIndexOf('.') + 1)..];
}
