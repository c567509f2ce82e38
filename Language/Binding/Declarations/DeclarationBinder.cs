using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Declarations;

/// <summary>Declares the types of a program: first their names, so that they may refer to each other in any order.</summary>
internal sealed class DeclarationBinder(BindingContext context)
{
    private readonly Dictionary<string, SourceSpan> _declared = [];
    private readonly Dictionary<string, AbbreviationDeclaration> _abbreviations = [];
    private readonly HashSet<string> _abbreviationsBeingBound = [];
    private readonly List<(EntityDeclaration Syntax, EntitySymbol Entity)> _entities = [];
    private readonly List<TypeDefinition> _definitions = [];

    /// <summary>The entities in source order.</summary>
    public IReadOnlyList<(EntityDeclaration Syntax, EntitySymbol Entity)> Entities => _entities;

    /// <summary>The records and unions in source order.</summary>
    public IReadOnlyList<TypeDefinition> Definitions => _definitions;

    public void Bind(ImmutableArray<TopLevelItem> items)
    {
        var accepted = items.Where(Declare).ToList();
        foreach (var name in items.OfType<ErrorItem>().SelectMany(item => item.DeclaredNames))
        {
            context.BrokenTopLevelNames.Add(name.Text);
            if (!_declared.ContainsKey(name.Text)) context.Types[name.Text] = new BrokenType();
        }

        foreach (var abbreviation in accepted.OfType<AbbreviationDeclaration>()) BindAbbreviation(abbreviation);
        foreach (var item in accepted)
        {
            if (item is RecordDeclaration record) Define(BindRecord(record));
            else if (item is UnionDeclaration union) Define(BindUnion(union));
        }

        foreach (var (syntax, entity) in _entities) new EntityHeaderBinder(context, syntax, entity).Bind();
    }

    /// <summary>Makes the name known; false if it is taken or the item is no type.</summary>
    private bool Declare(TopLevelItem item)
    {
        (Name Name, Func<TypeMeaning> Meaning)? declaration = item switch
        {
            EntityDeclaration entity => (entity.Name, () => Declare(entity)),
            RecordDeclaration record => (record.Name, () => new DefinitionMeaning(new RecordDefinition(record.Name.Text, Parameters(record.TypeParameters), []))),
            UnionDeclaration union => (union.Name, () => new DefinitionMeaning(new UnionDefinition(union.Name.Text, Parameters(union.TypeParameters), []))),
            AbbreviationDeclaration abbreviation => (abbreviation.Name, () => Declare(abbreviation)),
            _ => null,
        };
        if (declaration is not var (name, meaning)) return false;
        if (_declared.TryGetValue(name.Text, out var first))
        {
            context.Report(BindingDiagnostics.DuplicateType(name.Text, first, name.Span));
            return false;
        }

        _declared.Add(name.Text, name.Span);
        context.Types[name.Text] = meaning();
        return true;
    }

    private EntityMeaning Declare(EntityDeclaration syntax)
    {
        var entity = new EntitySymbol(syntax.Name.Text, syntax.Doc, syntax.Name.Span);
        _entities.Add((syntax, entity));
        return new EntityMeaning(entity);
    }

    private BrokenType Declare(AbbreviationDeclaration syntax)
    {
        _abbreviations.Add(syntax.Name.Text, syntax);
        return new BrokenType();
    }

    private void BindAbbreviation(AbbreviationDeclaration syntax)
    {
        if (!_abbreviations.ContainsKey(syntax.Name.Text)) return;
        if (!_abbreviationsBeingBound.Add(syntax.Name.Text))
        {
            context.Report(BindingDiagnostics.CyclicAbbreviation(syntax.Name.Text, syntax.Name.Span));
            _abbreviations.Remove(syntax.Name.Text);
            return;
        }

        foreach (var name in NamesIn(syntax.Type))
        {
            if (_abbreviations.TryGetValue(name, out var inner)) BindAbbreviation(inner);
        }

        _abbreviationsBeingBound.Remove(syntax.Name.Text);
        if (!_abbreviations.Remove(syntax.Name.Text)) return;
        context.Types[syntax.Name.Text] = new AbbreviationMeaning(
            [.. Parameters(syntax.TypeParameters)],
            Types(syntax.TypeParameters).Bind(syntax.Type));
    }

    private RecordDefinition BindRecord(RecordDeclaration syntax)
    {
        var types = Types(syntax.TypeParameters);
        var fields = ImmutableArray.CreateBuilder<FieldDefinition>();
        var names = new HashSet<string>();
        foreach (var field in syntax.Fields)
        {
            if (!names.Add(field.Name.Text)) context.Report(BindingDiagnostics.DuplicateName("field", field.Name.Text, field.Name.Span));
            else fields.Add(new FieldDefinition(field.Name.Text, BindStored(types, field.Type, $"the field `{field.Name.Text}`")));
        }

        return new RecordDefinition(syntax.Name.Text, Parameters(syntax.TypeParameters), new Sequence<FieldDefinition>(fields.ToImmutable()));
    }

    private UnionDefinition BindUnion(UnionDeclaration syntax)
    {
        var types = Types(syntax.TypeParameters);
        var cases = ImmutableArray.CreateBuilder<UnionCase>();
        var names = new HashSet<string>();
        foreach (var unionCase in syntax.Cases)
        {
            var fields = unionCase.Fields
                .Select(field => new FieldDefinition(field.Name?.Text, BindStored(types, field.Type, $"the case `{unionCase.Name.Text}`")))
                .ToSequence();
            if (!names.Add(unionCase.Name.Text)) context.Report(BindingDiagnostics.DuplicateName("case", unionCase.Name.Text, unionCase.Name.Span));
            else cases.Add(new UnionCase(syntax.Name.Text, unionCase.Name.Text, cases.Count, fields));
        }

        return new UnionDefinition(syntax.Name.Text, Parameters(syntax.TypeParameters), new Sequence<UnionCase>(cases.ToImmutable()));
    }

    private void Define(TypeDefinition definition)
    {
        _definitions.Add(definition);
        context.Types[definition.Name] = new DefinitionMeaning(definition);
        if (definition is UnionDefinition union)
        {
            foreach (var unionCase in union.Cases) context.Cases[unionCase.Name] = unionCase;
        }
        else if (definition is RecordDefinition record)
        {
            foreach (var field in record.Fields)
            {
                var earlier = context.RecordsByField.GetValueOrDefault(field.Name!, []);
                context.RecordsByField[field.Name!] = earlier.RemoveAll(other => other.Name == record.Name).Add(record);
            }
        }
    }

    private DataType BindStored(TypeBinder types, TypeSyntax syntax, string what) =>
        StoredTypes.Check(context, types.Bind(syntax), what, syntax.Span);

    private TypeBinder Types(ImmutableArray<Name> parameters)
    {
        var names = parameters.Select(name => name.Text).ToHashSet();
        return new TypeBinder(context, name =>
        {
            if (names.Contains(name.Text)) return new TypeParameter(name.Text);
            context.Report(BindingDiagnostics.UnknownTypeParameter(name.Text, name.Span));
            return ErrorType.Instance;
        });
    }

    private static Sequence<string> Parameters(ImmutableArray<Name> parameters) => parameters.Select(name => name.Text).ToSequence();

    private static IEnumerable<string> NamesIn(TypeSyntax type) => type switch
    {
        NamedTypeSyntax named => named.Arguments.SelectMany(NamesIn).Prepend(named.Name.Text),
        TupleTypeSyntax tuple => tuple.Items.SelectMany(NamesIn),
        FunctionTypeSyntax function => NamesIn(function.Parameter).Concat(NamesIn(function.Result)),
        _ => [],
    };
}
