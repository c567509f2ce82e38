using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Expressions;

// Assignment.
internal sealed partial class ExpressionBinder
{
    private BoundExpression BindAssignment(AssignmentExpression assignment)
    {
        switch (assignment.Target)
        {
            case NameExpression { Name: var name } when FindName(name) is ValueCallee { Value: BoundValue { Symbol: var symbol } }:
                var value = Bind(assignment.Value, symbol.Type);
                if (Refusal(symbol, name) is { } refusal) _context.Report(refusal);
                return new BoundAssignment(symbol, value, assignment.Span);
            case NameExpression { Name: var name }:
                if (IsKnown(name)) _context.Report(BindingDiagnostics.NotAssignable($"`{name.Text}`", "only a `let mutable` can", name.Span));
                break;
            case MemberAccessExpression access:
                ReportMemberAssignment(access);
                break;
            case IndexExpression index:
                _context.Report(BindingDiagnostics.NotAssignable("an item of a collection", "make a new collection, as with `Map.add` or `List.mapi`", index.Span));
                break;
            case ErrorExpression:
                break;
            default:
                _context.Report(BindingDiagnostics.NotAssignable("this expression", "only a `let mutable` can, and `=` compares", assignment.Target.Span));
                break;
        }

        Bind(assignment.Value, ErrorType.Instance);
        return new BoundError(DataType.Unit, assignment.Span);
    }

    private bool IsKnown(Name name) => _names.TryGetValue(name.Text, out var meaning)
        ? meaning is not BrokenName
        : _context.Cases.ContainsKey(name.Text) || _context.FindEntity(name.Text) is not null || Library.Find(name.Text) is not null;

    private Diagnostic? Refusal(ValueSymbol symbol, Name name) => symbol switch
    {
        FieldSymbol { Origin: FieldOrigin.Parameter } field when ReferenceEquals(field.Entity.Key, field) => BindingDiagnostics.AssignToKey(name.Text, name.Span),
        FieldSymbol { Origin: FieldOrigin.Parameter } => BindingDiagnostics.AssignToParameter(name.Text, name.Span),
        LocalSymbol { IsMutable: false } local when _parameters.Contains(local) => BindingDiagnostics.AssignToParameter(name.Text, name.Span),
        FieldSymbol { IsMutable: false } or LocalSymbol { IsMutable: false } or ScriptValueSymbol { IsMutable: false } =>
            BindingDiagnostics.AssignToImmutable(name.Text, name.Span),
        _ => null,
    };

    private void ReportMemberAssignment(MemberAccessExpression access)
    {
        var name = access.Member;
        if (IsQualified(access))
        {
            _context.Report(BindingDiagnostics.NotAssignable($"`{name.Text}`", "only a `let mutable` can", access.Span));
            return;
        }

        var target = Bind(access.Target, Inference.Fresh());
        SettleKnown(0);
        switch (Inference.Resolve(target.Type))
        {
            case ErrorType:
                break;
            case EntityType type when _context.FindEntity(type.Name) is { } entity:
                var isField = target is BoundThis && _context.IsField(entity, name.Text);
                if (isField || _context.FindMember(entity, name.Text) is not null) _context.Report(BindingDiagnostics.AssignToMember(name.Text, isField, access.Span));
                else ReportUnknownMember(entity, target, name);
                break;
            case NamedType:
                _context.Report(BindingDiagnostics.NotAssignable($"the field `{name.Text}`", $"make a new record with `{{ r with {name.Text} = ... }}`", access.Span));
                break;
            default:
                _context.Report(BindingDiagnostics.NotAssignable($"`{name.Text}`", "only a `let mutable` can", access.Span));
                break;
        }
    }
}
