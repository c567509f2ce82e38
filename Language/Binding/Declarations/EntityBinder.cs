using StateFlow.Language.Binding.Expressions;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Declarations;

/// <summary>Binds the code inside an entity: initial values, invariants, members' bodies.</summary>
/// <param name="names">The script's values and functions, which members may use wherever they stand.</param>
internal sealed class EntityBinder(
    BindingContext context,
    ImmutableDictionary<string, NameMeaning> names,
    EntityDeclaration syntax,
    EntitySymbol entity,
    Func<SourceSpan, string> textOf)
{
    public void Bind()
    {
        var state = entity.Parameters.Aggregate(names, Add);
        var fields = ImmutableArray.CreateBuilder<BoundField>();
        foreach (var item in syntax.Items)
        {
            switch (item)
            {
                case FieldItem field:
                    var bound = BindField(field, state);
                    fields.Add(bound);
                    state = Add(state, bound.Field);
                    break;
                case ErrorEntityItem broken:
                    foreach (var name in broken.DeclaredNames) state = state.SetItem(name.Text, new BrokenName());
                    break;
            }
        }

        entity.Fields = fields.ToImmutable();
        entity.Invariants = [.. syntax.Items.OfType<InvariantItem>().Select(item => BindInvariant(item, state))];
        var members = entity.Members.ToDictionary(member => member.Span);
        foreach (var item in syntax.Items.OfType<MemberItem>())
        {
            // A second member of a name has no symbol, but its body may hold mistakes of its own.
            var member = members.GetValueOrDefault(item.Name.Span) ?? new MemberSymbol(entity, item.Name.Text, item.Name.Span) { Result = ErrorType.Instance };
            BindMember(item, member, state);
        }
    }

    private BoundField BindField(FieldItem item, ImmutableDictionary<string, NameMeaning> state)
    {
        var what = $"the field `{item.Name.Text}`";
        var types = new TypeBinder(context, name =>
        {
            context.Report(BindingDiagnostics.GenericState(what, name.Span));
            return ErrorType.Instance;
        });
        DataType type = item.Type is { } annotation ? StoredTypes.Check(context, types.Bind(annotation), what, annotation.Span) : context.Inference.Fresh();
        var initializer = new ExpressionBinder(context, state, entity).BindBody(item.Initializer, type);
        if (item.Type is null) type = StoredTypes.Check(context, type, what, item.Name.Span);
        var field = context.Track(new FieldSymbol(entity, item.Name.Text, type, item.IsMutable, FieldOrigin.Let, item.Name.Span));
        return new BoundField(field, initializer);
    }

    private BoundInvariant BindInvariant(InvariantItem item, ImmutableDictionary<string, NameMeaning> state)
    {
        var condition = new ExpressionBinder(context, state, entity).BindBody(item.Condition, DataType.Bool);
        return new BoundInvariant(condition, textOf(item.Condition.Span), item.Span);
    }

    private void BindMember(MemberItem item, MemberSymbol member, ImmutableDictionary<string, NameMeaning> state)
    {
        if (item.Self.Text != "_") state = state.SetItem(item.Self.Text, new SelfMeaning(entity));
        var parameters = item.Parameters ?? [];
        var types = parameters.Select((_, i) => i < member.Parameters.Length ? member.Parameters[i].Type : ErrorType.Instance).ToImmutableArray();
        (member.Parameters, member.Body) = new ExpressionBinder(context, state, entity).BindMember(parameters, types, item.Body, member.Result);
    }

    private static ImmutableDictionary<string, NameMeaning> Add(ImmutableDictionary<string, NameMeaning> names, FieldSymbol field) =>
        names.SetItem(field.Name, new ValueMeaning(field, 0));
}
