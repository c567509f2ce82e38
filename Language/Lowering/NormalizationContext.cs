using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>What the normalization of all methods of a program shares: names, places of fields, and methods that are made on the way.</summary>
internal sealed class NormalizationContext(
    BoundProgram program,
    CallAnalysis calls,
    IReadOnlySet<ScriptValueSymbol> constants,
    ImmutableArray<ScriptValueSymbol> scriptState,
    LoweredNames earlier)
{
    private readonly Dictionary<FieldSymbol, int> _fields = [];
    private readonly ImmutableDictionary<string, RecordDefinition>.Builder _records = WithRecords(earlier, program);
    private readonly ImmutableDictionary<ScriptValueSymbol, int>.Builder _scriptFields = WithFields(earlier, scriptState);
    private readonly ImmutableDictionary<FunctionSymbol, string>.Builder _functions = earlier.Functions.ToBuilder();
    private readonly ImmutableDictionary<ScriptValueSymbol, string>.Builder _constants = earlier.Constants.ToBuilder();
    private readonly ImmutableHashSet<string>.Builder _names = earlier.Names.ToBuilder();
    private readonly ImmutableDictionary<string, string>.Builder _wrappers = earlier.Wrappers.ToBuilder();

    /// <summary>What the submissions after this one need to know.</summary>
    public LoweredNames Names => new(
        _names.ToImmutable(),
        _functions.ToImmutable(),
        _constants.ToImmutable(),
        _scriptFields.ToImmutable(),
        _wrappers.ToImmutable(),
        _records.ToImmutable());

    public CallAnalysis Calls { get; } = calls;

    /// <summary>Methods outside entities that never wait.</summary>
    public List<NormalMethod> SharedMethods { get; } = [];

    public string FieldName(DataType record, int index) => _records[((NamedType)record).Name].Fields[index].Name!;

    public bool IsConstant(ScriptValueSymbol value) => constants.Contains(value) || earlier.Constants.ContainsKey(value);

    public string ConstantName(ScriptValueSymbol value) =>
        _constants.TryGetValue(value, out var name) ? name : _constants[value] = UniqueName(value.Name);

    public void PlaceField(FieldSymbol field, int index) => _fields.Add(field, index);

    public int FieldIndex(FieldSymbol field) => _fields[field];

    public bool IsStored(FieldSymbol field) => _fields.ContainsKey(field);

    public int FieldIndex(ScriptValueSymbol value) => _scriptFields[value];

    /// <summary>The method name of a top-level function, or of a local one that was declared by <see cref="DeclareLocal"/>.</summary>
    public string MethodName(FunctionSymbol function) =>
        _functions.TryGetValue(function, out var name) ? name : _functions[function] = UniqueName(function.Name);

    public string DeclareLocal(FunctionSymbol function, string owner) => _functions[function] = UniqueName($"{owner}/{function.Name}");

    /// <summary>The name, or the name with a number that makes it unique in the program.</summary>
    public string UniqueName(string name)
    {
        if (_names.Add(name)) return name;
        for (var number = 2; ; number++)
        {
            if (_names.Add($"{name}.{number}")) return $"{name}.{number}";
        }
    }

    /// <summary>A method that calls a library function, for use as a function value.</summary>
    public string Wrapper(LibraryFunction function) => Wrapper($"library/{function.Name}", function.Arity, arguments =>
        new LibraryCallExpression(function.Name, [.. arguments], ResultOfWrapper, SourceSpan.None));

    /// <summary>A method that applies its first parameter to its third, and its second to what that gives.</summary>
    public string ComposeWrapper() => Wrapper("library/>>", 3, arguments =>
        new ApplyExpression(
            arguments[1],
            [new ApplyExpression(arguments[0], [arguments[2]], ResultOfWrapper, SourceSpan.None)],
            ResultOfWrapper,
            SourceSpan.None));

    /// <summary>A method of one parameter, made by <paramref name="body"/> once under that name.</summary>
    public string Wrapper(string name, int arity, Func<ImmutableArray<Expression>, Expression> body)
    {
        if (_wrappers.TryGetValue(name, out var known)) return known;
        var unique = _wrappers[name] = UniqueName(name);
        ImmutableArray<Variable> parameters =
            [.. Enumerable.Range(0, arity).Select(slot => new Variable(slot, $"p{slot + 1}", new TypeParameter($"p{slot + 1}")))];
        var result = body([.. parameters.Select(parameter => (Expression)new LocalExpression(parameter, parameter.Type, SourceSpan.None))]);
        SharedMethods.Add(new NormalMethod(
            new MethodSignature(unique, MethodKind.Lambda, IsPrivate: true, IsTransactional: false, CanWait: false, parameters, result.Type, SourceSpan.None),
            parameters,
            new NormalCode([new NormalReturn(result, SourceSpan.None)])));
        return unique;
    }

    private static ImmutableDictionary<string, RecordDefinition>.Builder WithRecords(LoweredNames earlier, BoundProgram program)
    {
        var records = earlier.Records.ToBuilder();
        foreach (var record in program.Types.OfType<RecordDefinition>()) records[record.Name] = record;
        return records;
    }

    private static ImmutableDictionary<ScriptValueSymbol, int>.Builder WithFields(LoweredNames earlier, ImmutableArray<ScriptValueSymbol> values)
    {
        var fields = earlier.ScriptFields.ToBuilder();
        foreach (var value in values) fields.Add(value, fields.Count);
        return fields;
    }

    private static DataType ResultOfWrapper { get; } = new TypeParameter("result");
}
