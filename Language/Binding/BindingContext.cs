using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

/// <summary>What one run of the binder knows and has found so far.</summary>
internal sealed class BindingContext
{
    private readonly Dictionary<EntitySymbol, Dictionary<string, MemberSymbol>> _members = [];
    private readonly Dictionary<EntitySymbol, HashSet<string>> _brokenNames = [];
    private readonly Dictionary<EntitySymbol, HashSet<string>> _fieldNames = [];
    private readonly Dictionary<string, SourceText> _sources;

    public BindingContext(GlobalScope previous, IEnumerable<SourceText> sources)
    {
        _sources = sources.ToDictionary(source => source.File);
        Types = previous.Types.ToBuilder();
        Cases = previous.Cases.ToBuilder();
        RecordsByField = previous.RecordsByField.ToBuilder();
        Library = new LibraryTypes(Inference);
    }

    public TypeInference Inference { get; } = new();

    /// <summary>The text that <paramref name="span"/> covers.</summary>
    public string TextOf(SourceSpan span) => _sources[span.File].Slice(span);

    /// <summary>Whether nothing follows: more input might complete what ends there.</summary>
    public bool IsAtEnd(SourceSpan span) => _sources[span.File].Text.AsSpan(span.End.Offset).IsWhiteSpace();

    public LibraryTypes Library { get; }

    public Suggestions Suggestions { get; } = new();

    public ImmutableDictionary<string, TypeMeaning>.Builder Types { get; }

    public ImmutableDictionary<string, UnionCase>.Builder Cases { get; }

    public ImmutableDictionary<string, ImmutableArray<RecordDefinition>>.Builder RecordsByField { get; }

    /// <summary>Where the top-level names are declared, to tell a late declaration from a missing one.</summary>
    public Dictionary<string, SourceSpan> TopLevelNames { get; } = [];

    public HashSet<string> BrokenTopLevelNames { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Code nested so deeply that no pass could walk over it was met, and reported.</summary>
    public bool IsNestedTooDeeply { get; set; }

    /// <summary>What can be judged only when all types are known.</summary>
    public LateChecks LateChecks { get; } = new();

    /// <summary>All variables and fields made, whose types are settled at the end.</summary>
    public List<ValueSymbol> Values { get; } = [];

    /// <summary>All functions made, local ones included.</summary>
    public List<FunctionSymbol> Functions { get; } = [];

    public void Report(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);

    public LocalSymbol NewLocal(string name, DataType type, SourceSpan span, bool isMutable = false) =>
        Track(new LocalSymbol(name, type, isMutable, span));

    public T Track<T>(T symbol)
        where T : ValueSymbol
    {
        Values.Add(symbol);
        return symbol;
    }

    public EntitySymbol? FindEntity(string name) =>
        Types.TryGetValue(name, out var meaning) && meaning is EntityMeaning { Entity: var entity } ? entity : null;

    public TypeDefinition? FindDefinition(string name) =>
        Types.TryGetValue(name, out var meaning) && meaning is DefinitionMeaning { Definition: var definition } ? definition : null;

    public MemberSymbol? FindMember(EntitySymbol entity, string name)
    {
        if (!_members.TryGetValue(entity, out var members))
        {
            members = [];
            foreach (var member in entity.Members) members.TryAdd(member.Name, member);
            _members.Add(entity, members);
        }

        return members.GetValueOrDefault(name);
    }

    /// <summary>Whether the entity has a field or parameter of that name.</summary>
    public bool IsField(EntitySymbol entity, string name) => _fieldNames.TryGetValue(entity, out var names)
        ? names.Contains(name)
        : entity.Parameters.Any(parameter => parameter.Name == name) || entity.Fields.Any(field => field.Field.Name == name);

    /// <summary>Tells the names of an entity's parameters and fields before they are bound.</summary>
    public void AddFieldNames(EntitySymbol entity, IEnumerable<string> names) => _fieldNames[entity] = [.. names];

    public void AddBrokenName(EntitySymbol entity, string name)
    {
        if (!_brokenNames.TryGetValue(entity, out var names)) _brokenNames.Add(entity, names = []);
        names.Add(name);
    }

    /// <summary>Whether a line of the entity that is reported already seems to declare the name.</summary>
    public bool IsBrokenName(EntitySymbol entity, string name) => _brokenNames.TryGetValue(entity, out var names) && names.Contains(name);

    /// <summary>Whether top-level text that is reported already seems to declare the name.</summary>
    public bool IsBrokenTopLevelName(string name) => BrokenTopLevelNames.Contains(name);

    /// <summary>The type's name with the given arguments for its type parameters.</summary>
    public NamedType Instantiate(TypeDefinition definition) =>
        new(definition.Name, definition.TypeParameters.Select(DataType (_) => Inference.Fresh()).ToSequence());

    /// <summary>A field's type in a value of that record or union type.</summary>
    public static DataType FieldType(TypeDefinition definition, NamedType type, DataType field)
    {
        if (definition.TypeParameters.Count == 0) return field;
        var arguments = definition.TypeParameters.Zip(type.Arguments).ToDictionary(pair => pair.First, pair => pair.Second);
        return TypeStructure.Substitute(field, arguments);
    }

    /// <summary>Whether the found type can be the expected one; if not, says so.</summary>
    public bool Expect(DataType expected, DataType found, SourceSpan span, string? hint = null)
    {
        if (Inference.Unify(expected, found)) return true;
        Report(IsInfinite(expected, found)
            ? BindingDiagnostics.InfiniteType(span)
            : BindingDiagnostics.Mismatch(Describe(expected), Describe(found), hint ?? Hint(expected, found), span));
        return false;
    }

    /// <summary>The type for a message; an overloaded operator's operand is described by what it may be.</summary>
    public string Describe(DataType type) => Inference.Resolve(type) switch
    {
        InferenceVariable { Allowed: Overloads.Addable } => "`int`, `float` or `string`",
        InferenceVariable { Allowed: Overloads.Number } => "`int` or `float`",
        var resolved => $"`{resolved}`",
    };

    private bool IsInfinite(DataType expected, DataType found)
    {
        var (left, right) = (Inference.Resolve(expected), Inference.Resolve(found));
        return (left is InferenceVariable && Inference.Any(right, part => ReferenceEquals(part, left)))
            || (right is InferenceVariable && Inference.Any(left, part => ReferenceEquals(part, right)));
    }

    private string? Hint(DataType expected, DataType found)
    {
        var (want, have) = (Inference.Resolve(expected), Inference.Resolve(found));
        return (want, have) switch
        {
            (PrimitiveType { Name: "float" }, PrimitiveType { Name: "int" }) => "convert with `float`",
            (PrimitiveType { Name: "int" }, PrimitiveType { Name: "float" }) => "convert with `int`",
            (PrimitiveType { Name: "string" }, PrimitiveType { Name: "int" or "float" or "bool" }) => "convert with `string`",
            (not FunctionType and not InferenceVariable, FunctionType function) when EndsWith(function, want) => "is an argument missing?",
            (not OptionType and not InferenceVariable, OptionType option) when Inference.Resolve(option.Item).Equals(want) => "match on it, or use `Option.defaultValue`",
            (CallType, not InferenceVariable) => null,
            (not InferenceVariable, CallType) => "get its result with `wait`",
            _ => null,
        };
    }

    private bool EndsWith(FunctionType function, DataType result)
    {
        var last = Inference.Resolve(function.Result);
        return last is FunctionType inner ? EndsWith(inner, result) : last.Equals(result);
    }
}
