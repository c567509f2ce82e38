using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Declarations;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Patterns;

/// <summary>Binds patterns.</summary>
internal sealed class PatternBinder(BindingContext context, TypeBinder types)
{
    private TypeInference Inference => context.Inference;

    /// <summary>The pattern for values of the type; its variables go to <paramref name="variables"/>.</summary>
    public BoundPattern Bind(Pattern pattern, DataType type, PatternVariables variables)
    {
        switch (pattern)
        {
            case WildcardPattern:
                return new BoundWildcardPattern(type, pattern.Span);
            case NamePattern { Name: var name }:
                return FindCase(name.Text) is { } isCase
                    ? BindCase(isCase, null, null, type, pattern.Span, variables)
                    : BindName(name, type, variables);
            case LiteralPattern { Value: var value }:
                context.Expect(type, value.Type, pattern.Span);
                return new BoundLiteralPattern(value, type, pattern.Span);
            case TuplePattern tuple:
                return BindTuple(tuple, type, variables);
            case ListPattern list:
                return BindList(list, type, variables);
            case ConsPattern cons:
                var item = Inference.Fresh();
                context.Expect(type, new ListType(item), pattern.Span);
                return new BoundConsPattern(Bind(cons.Head, item, variables), Bind(cons.Tail, type, variables), type, pattern.Span);
            case CasePattern { QualifiedName: var names, Argument: var argument }:
                return BindQualifiedCase(names, argument, type, pattern.Span, variables);
            case RecordPattern record:
                return BindRecord(record, type, variables);
            case AsPattern { Pattern: var inner, Name: var name }:
                var bound = Bind(inner, type, variables);
                return variables.Add(name, type, context) is LocalSymbol local ? new BoundAsPattern(bound, local, type, pattern.Span) : bound;
            case OrPattern alternatives:
                return BindAlternatives(alternatives, type, variables);
            case TypedPattern typed:
                context.Expect(type, types.Bind(typed.Type), typed.Span);
                return Bind(typed.Pattern, type, variables);
            default:
                throw new ArgumentOutOfRangeException(nameof(pattern));
        }
    }

    private BoundVariablePattern BindName(Name name, DataType type, PatternVariables variables)
    {
        if (variables.WarnsOfUppercase && name.Text is [var initial, ..] && char.IsUpper(initial) && !context.IsBrokenTopLevelName(name.Text))
        {
            var suggestion = context.Suggestions.Nearest(name.Text, context.Cases.Keys);
            context.Report(BindingDiagnostics.UppercaseVariable(name.Text, suggestion, name.Span));
        }

        return new BoundVariablePattern(variables.Add(name, type, context), type, name.Span);
    }

    private BoundTuplePattern BindTuple(TuplePattern tuple, DataType type, PatternVariables variables)
    {
        var items = tuple.Items.Select(_ => (DataType)Inference.Fresh()).ToImmutableArray();
        if (Inference.Resolve(type) is TupleType known && known.Items.Count == items.Length) items = [.. known.Items];
        context.Expect(type, new TupleType(new Sequence<DataType>(items)), tuple.Span);
        return new BoundTuplePattern([.. tuple.Items.Zip(items, (pattern, item) => Bind(pattern, item, variables))], type, tuple.Span);
    }

    private BoundPattern BindList(ListPattern list, DataType type, PatternVariables variables)
    {
        var item = Inference.Fresh();
        context.Expect(type, new ListType(item), list.Span);
        var heads = list.Items.Select(pattern => Bind(pattern, item, variables)).ToImmutableArray();
        return heads.Reverse().Aggregate(
            (BoundPattern)new BoundEmptyListPattern(type, list.Span),
            (tail, head) => new BoundConsPattern(head, tail, type, head.Span.To(list.Span)));
    }

    private BoundOrPattern BindAlternatives(OrPattern pattern, DataType type, PatternVariables variables)
    {
        var leftVariables = variables.Alternative();
        var left = Bind(pattern.Left, type, leftVariables);
        var rightVariables = variables.Alternative(leftVariables);
        var right = Bind(pattern.Right, type, rightVariables);
        var oneSided = leftVariables.Names.Where(name => !rightVariables.Contains(name.Text))
            .Concat(rightVariables.Names.Where(name => !leftVariables.Contains(name.Text)));
        foreach (var name in oneSided) context.Report(BindingDiagnostics.AlternativesBindDifferentNames(name.Text, name.Span));
        variables.AddAll(leftVariables, context);
        return new BoundOrPattern(left, right, type, pattern.Span);
    }

    /// <summary>A union's case, <c>Some</c>, <c>None</c> or <c>Failure</c>.</summary>
    private CaseMeaning? FindCase(string name) =>
        context.Cases.TryGetValue(name, out var unionCase) ? new CaseMeaning(name, unionCase)
        : name is "Some" or "None" or "Failure" ? new CaseMeaning(name, null)
        : null;

    private BoundPattern BindQualifiedCase(ImmutableArray<Name> names, Pattern? argument, DataType type, SourceSpan span, PatternVariables variables)
    {
        var name = names[^1];
        if (names.Length == 1)
        {
            if (FindCase(name.Text) is { } found) return BindCase(found, argument, name, type, span, variables);
            if (Inference.Resolve(type) is not ErrorType && !context.IsBrokenTopLevelName(name.Text))
            {
                var suggestion = context.Suggestions.Nearest(name.Text, context.Cases.Keys.Concat(["Some", "None", "Failure"]));
                context.Report(BindingDiagnostics.UnknownCase(null, name.Text, suggestion, name.Span));
            }

            return BindBroken(argument, type, span, variables);
        }

        var union = names[^2];
        if (context.Types.TryGetValue(union.Text, out var meaning) && meaning is DefinitionMeaning { Definition: UnionDefinition definition })
        {
            if (definition.Cases.FirstOrDefault(unionCase => unionCase.Name == name.Text) is { } unionCase)
            {
                return BindCase(new CaseMeaning(name.Text, unionCase), argument, name, type, span, variables);
            }

            var suggestion = context.Suggestions.Nearest(name.Text, definition.Cases.Select(other => other.Name));
            context.Report(BindingDiagnostics.UnknownCase(union.Text, name.Text, suggestion, name.Span));
        }
        else if (meaning is not BrokenType)
        {
            context.Report(meaning is null
                ? BindingDiagnostics.UnknownType(union.Text, context.Suggestions.Nearest(union.Text, context.Types.Keys), union.Span)
                : BindingDiagnostics.NotAType(union.Text, union.Span));
        }

        return BindBroken(argument, type, span, variables);
    }

    private BoundPattern BindCase(CaseMeaning meaning, Pattern? argument, Name? name, DataType type, SourceSpan span, PatternVariables variables)
    {
        switch (meaning)
        {
            case { Case: { } unionCase } when context.FindDefinition(unionCase.Union) is { } definition:
                var union = Inference.Resolve(type) is NamedType known && known.Name == definition.Name ? known : context.Instantiate(definition);
                context.Expect(type, union, name?.Span ?? span);
                var fields = unionCase.Fields.Select(field => BindingContext.FieldType(definition, union, field.Type)).ToImmutableArray();
                return BindFields(unionCase.Name, argument, fields, span, variables) is { } bound
                    ? new BoundCasePattern(unionCase, bound, type, span)
                    : BindBroken(argument, type, span, variables);
            case { Name: "None" }:
                context.Expect(type, new OptionType(Inference.Fresh()), name?.Span ?? span);
                return BindFields("None", argument, [], span, variables) is not null
                    ? new BoundNonePattern(type, span)
                    : BindBroken(argument, type, span, variables);
            case { Name: "Some" }:
                var item = Inference.Fresh();
                context.Expect(type, new OptionType(item), name?.Span ?? span);
                return BindFields("Some", argument, [item], span, variables) is [var some]
                    ? new BoundSomePattern(some, type, span)
                    : BindBroken(argument, type, span, variables);
            case { Name: "Failure" }:
                context.Expect(type, DataType.Exception, name?.Span ?? span);
                return BindFields("Failure", argument, [DataType.String], span, variables) is [var message]
                    ? new BoundFailurePattern(message, type, span)
                    : BindBroken(argument, type, span, variables);
            default:
                return BindBroken(argument, type, span, variables);
        }
    }

    private ImmutableArray<BoundPattern>? BindFields(string name, Pattern? argument, ImmutableArray<DataType> fields, SourceSpan span, PatternVariables variables)
    {
        ImmutableArray<Pattern> patterns = argument switch
        {
            null => [],
            TuplePattern tuple when fields.Length != 1 => tuple.Items,
            WildcardPattern when fields.Length > 1 => [.. fields.Select(_ => argument)],
            _ => [argument],
        };
        if (patterns.Length == fields.Length)
        {
            return [.. patterns.Zip(fields, (pattern, type) => Bind(pattern, type, variables))];
        }

        context.Report(BindingDiagnostics.CaseFieldCount(name, fields.Length, patterns.Length, span));
        return null;
    }

    private BoundPattern BindRecord(RecordPattern pattern, DataType type, PatternVariables variables)
    {
        var records = new RecordLookup(context);
        if (records.Find(type, [.. pattern.Fields.Select(field => field.Name)]) is not { } definition)
        {
            foreach (var field in pattern.Fields) Bind(field.Pattern, ErrorType.Instance, variables);
            return new BoundWildcardPattern(type, pattern.Span);
        }

        var record = Inference.Resolve(type) is NamedType known && known.Name == definition.Name ? known : context.Instantiate(definition);
        context.Expect(type, record, pattern.Span);
        var fields = ImmutableArray.CreateBuilder<(int, BoundPattern)>();
        foreach (var field in pattern.Fields)
        {
            var index = records.FieldIndex(definition, field.Name);
            var fieldType = index < 0 ? ErrorType.Instance : BindingContext.FieldType(definition, record, definition.Fields[index].Type);
            var bound = Bind(field.Pattern, fieldType, variables);
            if (index >= 0) fields.Add((index, bound));
        }

        return new BoundRecordPattern(fields.ToImmutable(), type, pattern.Span);
    }

    /// <summary>Declares the variables of a pattern that is reported, so that their uses bring no further messages.</summary>
    private BoundPattern BindBroken(Pattern? argument, DataType type, SourceSpan span, PatternVariables variables)
    {
        if (argument is not null) Bind(argument, ErrorType.Instance, variables);
        return new BoundWildcardPattern(type, span);
    }

    /// <param name="Case">Null for the cases that every program knows.</param>
    private sealed record CaseMeaning(string Name, UnionCase? Case);
}
