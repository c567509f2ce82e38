using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Declarations;

/// <summary>Binds what the rest of the program sees of an entity: its parameters, key and members' signatures.</summary>
internal sealed class EntityHeaderBinder(BindingContext context, EntityDeclaration syntax, EntitySymbol entity)
{
    private const string Transactional = "Transactional";

    private readonly HashSet<string> _stateNames = [];

    public void Bind()
    {
        entity.Parameters = [.. syntax.Parameters.Select(BindParameter).OfType<FieldSymbol>()];
        BindKey();
        foreach (var broken in syntax.Items.OfType<ErrorEntityItem>().SelectMany(item => item.DeclaredNames)) context.AddBrokenName(entity, broken.Text);
        foreach (var field in syntax.Items.OfType<FieldItem>())
        {
            if (!_stateNames.Add(field.Name.Text)) context.Report(BindingDiagnostics.DuplicateField(entity.Name, field.Name.Text, field.Name.Span));
        }

        context.AddFieldNames(entity, _stateNames);
        BindMembers();
    }

    private FieldSymbol? BindParameter(Parameter parameter)
    {
        if (parameter.Pattern is not NamePattern { Name: var name })
        {
            context.Report(BindingDiagnostics.ParameterPattern(parameter.Span));
            return context.Track(new FieldSymbol(entity, "_", ErrorType.Instance, false, FieldOrigin.Parameter, parameter.Span));
        }

        var what = $"the parameter `{name.Text}`";
        DataType type = ErrorType.Instance;
        if (parameter.Type is { } annotation) type = StoredTypes.Check(context, Types(what).Bind(annotation), what, annotation.Span);
        else context.Report(BindingDiagnostics.MissingAnnotation(what, $"{name.Text}: int", parameter.Span));
        if (!_stateNames.Add(name.Text)) context.Report(BindingDiagnostics.DuplicateName("parameter", name.Text, name.Span));
        return context.Track(new FieldSymbol(entity, name.Text, type, false, FieldOrigin.Parameter, name.Span));
    }

    private void BindKey()
    {
        var keys = syntax.Items.OfType<KeyItem>().ToList();
        foreach (var second in keys.Skip(1)) context.Report(BindingDiagnostics.SecondKey(entity.Name, second.Span));
        if (keys is [{ Parameter: var name }, ..])
        {
            if (entity.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text) is { } key)
            {
                entity.Key = key;
                if (!key.Type.Equals(DataType.String) && !key.Type.Equals(DataType.Int) && key.Type is not ErrorType)
                {
                    context.Report(BindingDiagnostics.KeyType(name.Text, context.Describe(key.Type), name.Span));
                }

                return;
            }

            var suggestion = context.Suggestions.Nearest(name.Text, entity.Parameters.Select(parameter => parameter.Name));
            context.Report(BindingDiagnostics.UnknownKeyParameter(entity.Name, name.Text, suggestion, name.Span));
        }
        else if (!syntax.Items.Any(item => item is ErrorEntityItem))
        {
            context.Report(BindingDiagnostics.MissingKey(entity.Name, syntax.Name.Span));
        }

        entity.Key = context.Track(new FieldSymbol(entity, "_", ErrorType.Instance, false, FieldOrigin.Parameter, entity.Span));
    }

    private void BindMembers()
    {
        var members = ImmutableArray.CreateBuilder<MemberSymbol>();
        var names = new HashSet<string>();
        foreach (var item in syntax.Items.OfType<MemberItem>())
        {
            var member = BindMember(item);
            if (names.Add(item.Name.Text)) members.Add(member);
            else context.Report(BindingDiagnostics.DuplicateMember(entity.Name, item.Name.Text, item.Name.Span));
        }

        entity.Members = members.ToImmutable();
    }

    private MemberSymbol BindMember(MemberItem item)
    {
        foreach (var attribute in item.Attributes.Where(attribute => attribute.Text != Transactional))
        {
            context.Report(BindingDiagnostics.UnknownAttribute(attribute.Text, context.Suggestions.Nearest(attribute.Text, [Transactional]), attribute.Span));
        }

        return new MemberSymbol(entity, item.Name.Text, item.Name.Span)
        {
            Doc = item.Doc,
            IsProperty = item.Parameters is null,
            IsPrivate = item.IsPrivate,
            IsTransactional = item.Attributes.Any(attribute => attribute.Text == Transactional),
            Parameters = [.. (item.Parameters ?? []).Select(parameter => NewParameter(item, parameter))],
            Result = BindResult(item),
        };
    }

    private LocalSymbol NewParameter(MemberItem member, Parameter parameter)
    {
        var name = parameter.Pattern is NamePattern { Name.Text: var text } ? text : "_";
        var what = $"the parameter `{name}` of `{member.Name.Text}`";
        DataType type = ErrorType.Instance;
        if (parameter.Type is { } annotation) type = StoredTypes.Check(context, Types(what).Bind(annotation), what, annotation.Span);
        else if (parameter.Pattern is LiteralPattern { Value: UnitLiteral }) type = DataType.Unit;
        else context.Report(BindingDiagnostics.MissingAnnotation(what, $"{name}: int", parameter.Span));
        return context.NewLocal(name, type, parameter.Span);
    }

    private DataType BindResult(MemberItem item)
    {
        var what = $"the result of `{item.Name.Text}`";
        if (item.Result is { } annotation) return StoredTypes.Check(context, Types(what).Bind(annotation), what, annotation.Span);
        var example = $"member {item.Self.Text}.{item.Name.Text}{(item.Parameters is null ? "" : "(...)")} : int";
        context.Report(BindingDiagnostics.MissingAnnotation(what, example, item.Name.Span));
        return ErrorType.Instance;
    }

    private TypeBinder Types(string what) => new(context, name =>
    {
        context.Report(BindingDiagnostics.GenericState(what, name.Span));
        return ErrorType.Instance;
    });
}
