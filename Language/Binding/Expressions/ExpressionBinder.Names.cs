using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;

namespace StateFlow.Language.Binding.Expressions;

// What names stand for.
internal sealed partial class ExpressionBinder
{
    private static readonly string[] FormatFunctions = ["printf", "printfn", "sprintf"];

    private static readonly string[] Modules = ["List", "Map", "Set", "Option", "String"];

    private Callee BindCallee(Expression expression) => expression switch
    {
        NameExpression { Name: var name } => FindName(name),
        MemberAccessExpression access => FindMember(access),
        _ => new ValueCallee(Bind(expression, Inference.Fresh())),
    };

    private Callee FindName(Name name)
    {
        if (_names.TryGetValue(name.Text, out var meaning)) return Meaning(meaning, name);
        if (_context.Cases.TryGetValue(name.Text, out var unionCase)) return CaseCallee(unionCase, name.Span);
        if (_context.FindEntity(name.Text) is { } entity) return CreateCallee(entity, name.Span);
        if (name.Text == "start") return new StartCallee(name.Span);
        if (FormatFunctions.Contains(name.Text)) return new FormatCallee(name.Text, name.Span);
        if (Library.Find(name.Text) is { } function) return LibraryCallee(function, name.Span);
        ReportUnknown(name);
        return Error(name.Span);
    }

    private Callee Meaning(NameMeaning meaning, Name name)
    {
        switch (meaning)
        {
            case ValueMeaning { Symbol: var symbol, FunctionDepth: var depth }:
                if (symbol is LocalSymbol { IsMutable: true } local && depth != _functionDepth && _reportedCaptures.Add(local))
                {
                    _context.Report(BindingDiagnostics.CapturedMutable(name.Text, name.Span));
                }

                return new ValueCallee(new BoundValue(symbol, symbol.Type, name.Span));
            case FunctionMeaning { Function: var function }:
                return FunctionCallee(function, name.Span);
            case SelfMeaning { Entity: var self }:
                return new ValueCallee(new BoundThis(self.Type, name.Span));
            default:
                return Error(name.Span);
        }
    }

    private void ReportUnknown(Name name)
    {
        if (_context.IsBrokenTopLevelName(name.Text)) return;
        if (_functionsBeingBound.Contains(name.Text))
        {
            _context.Report(BindingDiagnostics.MissingRec(name.Text, name.Span));
        }
        else if (_context.TopLevelNames.TryGetValue(name.Text, out var definition))
        {
            _context.Report(BindingDiagnostics.UsedBeforeDefinition(name.Text, definition, name.Span));
        }
        else if (_context.Types.TryGetValue(name.Text, out var type))
        {
            if (type is not BrokenType) _context.Report(BindingDiagnostics.NotAValue("type", name.Text, "name one of its values", name.Span));
        }
        else if (Modules.Contains(name.Text))
        {
            _context.Report(BindingDiagnostics.NotAValue("module", name.Text, $"use one of its functions, as in `{name.Text}.map`", name.Span));
        }
        else
        {
            _context.Report(BindingDiagnostics.UnknownName(name.Text, _context.Suggestions.Nearest(name.Text, KnownNames()), name.Span));
        }
    }

    private IEnumerable<string> KnownNames() =>
        _names.Keys
            .Concat(_context.Cases.Keys)
            .Concat(_context.Types.Where(type => type.Value is EntityMeaning).Select(type => type.Key))
            .Concat(FormatFunctions)
            .Append("start")
            .Concat(Library.Names.Where(name => !name.Contains('.')))
            .Concat(Modules);

    private static ValueCallee Error(SourceSpan span) => new(new BoundError(ErrorType.Instance, span));

    private CurriedCallee FunctionCallee(FunctionSymbol function, SourceSpan span)
    {
        var arguments = function.TypeParameters.ToDictionary(name => name, _ => (DataType)Inference.Fresh());
        ImmutableArray<DataType> parameters = [.. function.Parameters.Select(parameter => TypeStructure.Substitute(Inference.Found(parameter.Type), arguments))];
        var result = TypeStructure.Substitute(Inference.Found(function.Result), arguments);
        return new CurriedCallee(
            $"the function `{function.Name}`",
            parameters,
            result,
            (values, at) => new BoundCall(function, values, result, at),
            type => new BoundFunctionValue(function, type, span),
            span);
    }

    private Callee LibraryCallee(LibraryFunction function, SourceSpan span)
    {
        if (function.Name == "wait" && _entity is not null)
        {
            _context.Report(BindingDiagnostics.ScriptOnly("wait", span));
        }

        var type = _context.Library.Instantiate(function, out var compared);
        if (compared is not null) _context.LateChecks.AddCompared(compared, span);
        var parameters = ImmutableArray.CreateBuilder<DataType>(function.Arity);
        for (var i = 0; i < function.Arity; i++)
        {
            var arrow = (FunctionType)type;
            parameters.Add(arrow.Parameter);
            type = arrow.Result;
        }

        if (function.Arity == 0) return new ValueCallee(new BoundLibraryCall(function, [], type, span));
        return new CurriedCallee(
            $"`{function.Name}`",
            parameters.MoveToImmutable(),
            type,
            (values, at) => function.Name == "not"
                ? new BoundUnary(UnaryOperator.Not, values[0], DataType.Bool, at)
                : new BoundLibraryCall(function, values, type, at),
            whole => new BoundLibraryValue(function, whole, span),
            span);
    }

    private Callee CaseCallee(UnionCase unionCase, SourceSpan span)
    {
        if (_context.FindDefinition(unionCase.Union) is not { } definition) return Error(span);
        var type = _context.Instantiate(definition);
        if (unionCase.Fields.Count == 0) return new ValueCallee(new BoundUnionCase(unionCase, [], type, span));
        return new TupledCallee(
            $"the case `{unionCase.Name}`",
            null,
            null,
            [.. unionCase.Fields.Select(field => BindingContext.FieldType(definition, type, field.Type))],
            type,
            (_, values, at) => new BoundUnionCase(unionCase, values, type, at),
            span);
    }

    private static TupledCallee CreateCallee(EntitySymbol entity, SourceSpan span) => new(
        $"`{entity.Name}`",
        null,
        null,
        [.. entity.Parameters.Select(parameter => parameter.Type)],
        entity.Type,
        (_, values, at) => new BoundCreate(entity, values, at),
        span);

    private Callee FindMember(MemberAccessExpression access)
    {
        if (IsQualified(access))
        {
            var qualifier = ((NameExpression)access.Target).Name;
            return _context.Types.TryGetValue(qualifier.Text, out var type) ? FindInType(type, qualifier, access) : FindInModule(qualifier, access);
        }

        var target = Bind(access.Target, Inference.Fresh());
        return FindMemberOf(target, access.Member, access.Span);
    }

    /// <summary>Whether what stands before the dot is the name of a type or module.</summary>
    private bool IsQualified(MemberAccessExpression access) =>
        access.Target is NameExpression { Name.Text: var qualifier }
        && !_names.ContainsKey(qualifier)
        && (_context.Types.ContainsKey(qualifier) || (!_context.Cases.ContainsKey(qualifier) && (Modules.Contains(qualifier) || qualifier == "Failure")));

    private Callee FindInModule(Name module, MemberAccessExpression access)
    {
        var prefix = $"{module.Text}.";
        if (Library.Find(prefix + access.Member.Text) is { } function) return LibraryCallee(function, access.Span);
        var names = Library.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);
        var suggestion = _context.Suggestions.Nearest(access.Member.Text, names);
        _context.Report(BindingDiagnostics.UnknownLibraryFunction(module.Text, access.Member.Text, suggestion, access.Member.Span));
        return Error(access.Span);
    }

    private Callee FindInType(TypeMeaning type, Name qualifier, MemberAccessExpression access)
    {
        var name = access.Member;
        switch (type)
        {
            case EntityMeaning { Entity: var entity }:
                return FindInEntityType(entity, access);
            case DefinitionMeaning { Definition: UnionDefinition union }:
                if (union.Cases.FirstOrDefault(other => other.Name == name.Text) is { } unionCase) return CaseCallee(unionCase, access.Span);
                var suggestion = _context.Suggestions.Nearest(name.Text, union.Cases.Select(other => other.Name));
                _context.Report(BindingDiagnostics.UnknownCase(union.Name, name.Text, suggestion, name.Span));
                return Error(access.Span);
            case BrokenType:
                return Error(access.Span);
            default:
                _context.Report(BindingDiagnostics.NotAType(qualifier.Text, qualifier.Span));
                return Error(access.Span);
        }
    }

    private Callee FindInEntityType(EntitySymbol entity, MemberAccessExpression access)
    {
        var key = entity.Key?.Type ?? ErrorType.Instance;
        switch (access.Member.Text)
        {
            case "Get":
                return new TupledCallee($"`{entity.Name}.Get`", null, null, [key], entity.Type, (_, values, at) => new BoundGet(entity, values[0], at), access.Span);
            case "Exists":
                return new TupledCallee($"`{entity.Name}.Exists`", null, null, [key], DataType.Bool, (_, values, at) => new BoundExists(entity, values[0], at), access.Span);
            default:
                if (_context.FindMember(entity, access.Member.Text) is not null)
                {
                    _context.Report(BindingDiagnostics.NotAValue("entity type", entity.Name, $"call `{access.Member.Text}` on an entity, as in `{entity.Name}.Get(key).{access.Member.Text}`", access.Target.Span));
                }
                else
                {
                    var suggestion = _context.Suggestions.Nearest(access.Member.Text, ["Get", "Exists"]);
                    _context.Report(BindingDiagnostics.UnknownMember($"the entity type `{entity.Name}`", access.Member.Text, suggestion, access.Member.Span));
                }

                return Error(access.Span);
        }
    }
}
