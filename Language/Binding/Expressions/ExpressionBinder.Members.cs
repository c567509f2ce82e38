using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Expressions;

// Members of values; accesses that wait for their target's type.
internal sealed partial class ExpressionBinder
{
    private readonly List<DeferredAccess> _deferred = [];

    private Callee FindMemberOf(BoundExpression target, Name name, SourceSpan span)
    {
        switch (Inference.Resolve(target.Type))
        {
            case InferenceVariable { Allowed: null }:
                return new UnknownMemberCallee(target, name, span);
            case ErrorType:
                return Error(span);
            case EntityType type when _context.FindEntity(type.Name) is { } entity:
                return FindEntityMember(entity, target, name, span);
            case NamedType type when _context.FindDefinition(type.Name) is RecordDefinition record:
                var index = new RecordLookup(_context).FieldIndex(record, name);
                if (index < 0) return Error(span);
                return new ValueCallee(new BoundRecordField(target, index, name.Text, BindingContext.FieldType(record, type, record.Fields[index].Type), span));
            case var type when ConvenienceMembers.Find(type, name.Text) is var (functionName, count):
                return ConvenienceCallee(Library.Find(functionName)!, count, target, name, span);
            case var type:
                var names = ConvenienceMembers.Names.Where(member => ConvenienceMembers.Find(type, member) is not null);
                _context.Report(BindingDiagnostics.NoMember(_context.Describe(type), name.Text, _context.Suggestions.Nearest(name.Text, names), name.Span));
                return Error(span);
        }
    }

    private Callee FindEntityMember(EntitySymbol entity, BoundExpression target, Name name, SourceSpan span)
    {
        if (_context.FindMember(entity, name.Text) is not { } member)
        {
            ReportUnknownMember(entity, target, name);
            return Error(span);
        }

        if (member.IsPrivate && target is not BoundThis)
        {
            _context.Report(BindingDiagnostics.PrivateMember(entity.Name, name.Text, name.Span));
        }

        if (member.IsProperty) return new ValueCallee(new BoundMemberCall(target, member, [], member.Result, span), member);
        return new TupledCallee(
            $"the method `{member.Name}`",
            target,
            member,
            [.. member.Parameters.Select(parameter => parameter.Type)],
            member.Result,
            (on, values, at) => new BoundMemberCall(on!, member, values, member.Result, at),
            span);
    }

    private void ReportUnknownMember(EntitySymbol entity, BoundExpression target, Name name)
    {
        if (_context.IsBrokenName(entity, name.Text)) return;
        if (_context.IsField(entity, name.Text))
        {
            _context.Report(target is BoundThis
                ? BindingDiagnostics.FieldThroughSelf(name.Text, name.Span)
                : BindingDiagnostics.FieldOfOther(entity.Name, name.Text, name.Span));
            return;
        }

        var suggestion = _context.Suggestions.Nearest(name.Text, entity.Members.Where(member => !member.IsPrivate || target is BoundThis).Select(member => member.Name));
        _context.Report(BindingDiagnostics.UnknownMember($"`{entity.Name}`", name.Text, suggestion, name.Span));
    }

    /// <summary>A member of a list, string, option, map or set: a library function that takes the value last.</summary>
    private Callee ConvenienceCallee(LibraryFunction function, int? count, BoundExpression target, Name name, SourceSpan span)
    {
        var type = _context.Library.Instantiate(function, out _);
        var types = ImmutableArray.CreateBuilder<DataType>();
        for (var i = 0; i < function.Arity; i++)
        {
            var arrow = (FunctionType)type;
            types.Add(arrow.Parameter);
            type = arrow.Result;
        }

        Inference.Unify(types[^1], target.Type);
        if (count is null) return new ValueCallee(new BoundLibraryCall(function, [target], type, span));
        return new TupledCallee(
            $"the method `{name.Text}`",
            target,
            null,
            [.. types.Take(count.Value)],
            type,
            (on, values, at) => LastFirst(on!, variable => new BoundLibraryCall(function, [.. values, variable], type, at)),
            span);
    }

    /// <summary>A call whose last operand is evaluated first.</summary>
    private BoundExpression LastFirst(BoundExpression last, Func<BoundExpression, BoundExpression> call)
    {
        var variable = _context.NewLocal("_target", last.Type, last.Span);
        return Evaluation.First(variable, last, call(new BoundValue(variable, variable.Type, last.Span)));
    }

    /// <summary>An access on a value of unknown type, decided when the code around it has told the type.</summary>
    private BoundDeferred Defer(UnknownMemberCallee callee, ImmutableArray<BoundExpression>? arguments, DataType expected, SourceSpan span)
    {
        var node = new BoundDeferred(Inference.Fresh(), span);
        _context.Expect(expected, node.Type, span);
        var (target, name) = (callee.Target, callee.Member);
        BoundExpression Settle()
        {
            var member = FindMemberOf(target, name, callee.Span);
            return arguments is null
                ? AsValue(member, node.Type, span)
                : Apply(member, [.. arguments.Value.Select(argument => new BoundArgument(argument))], node.Type, span);
        }

        _deferred.Add(new DeferredAccess(node, target.Type, Settle, () =>
        {
            if (_context.RecordsByField.TryGetValue(name.Text, out var records))
            {
                Inference.Unify(target.Type, _context.Instantiate(records[^1]));
                return Settle();
            }

            _context.Report(BindingDiagnostics.UnknownTarget(name.Text, name.Span));
            Inference.Unify(node.Type, ErrorType.Instance);
            return new BoundError(node.Type, span);
        }));
        return node;
    }

    private BoundExpression DeferIndex(BoundExpression target, BoundExpression index, DataType expected, SourceSpan span)
    {
        var node = new BoundDeferred(Inference.Fresh(), span);
        _context.Expect(expected, node.Type, span);
        _deferred.Add(new DeferredAccess(node, target.Type, () => IndexInto(target, index, node.Type, span), () =>
        {
            _context.Report(BindingDiagnostics.NeedsAnnotation("the value before the index", target.Span));
            Inference.Unify(node.Type, ErrorType.Instance);
            return new BoundError(node.Type, span);
        }));
        return node;
    }

    /// <summary>Settles the accesses made since <paramref name="first"/> whose targets' types have become known.</summary>
    private void SettleKnown(int first)
    {
        for (var i = first; i < _deferred.Count; i++)
        {
            var access = _deferred[i];
            if (access.Node.Resolution is null && Inference.Resolve(access.Target) is not InferenceVariable)
            {
                access.Node.Resolution = access.Settle();
            }
        }

        while (_deferred.Count > first && _deferred[^1].Node.Resolution is not null) _deferred.RemoveAt(_deferred.Count - 1);
    }

    /// <summary>Settles all accesses; a statement has ended, so nothing more will be known of their targets.</summary>
    private void SettleAll()
    {
        for (var i = 0; i < _deferred.Count; i++)
        {
            var access = _deferred[i];
            access.Node.Resolution ??= Inference.Resolve(access.Target) is InferenceVariable ? access.GiveUp() : access.Settle();
        }

        _deferred.Clear();
    }
}
