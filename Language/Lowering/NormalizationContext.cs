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
    ImmutableArray<ScriptValueSymbol> scriptState)
{
    private readonly Dictionary<string, RecordDefinition> _records = RecordsByName(program);
    private readonly Dictionary<FieldSymbol, int> _fields = [];
    private readonly Dictionary<ScriptValueSymbol, int> _scriptFields =
        scriptState.Select((value, index) => (value, index)).ToDictionary(entry => entry.value, entry => entry.index);

    private readonly Dictionary<FunctionSymbol, string> _functions = [];
    private readonly Dictionary<ScriptValueSymbol, string> _constants = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, string> _wrappers = [];

    public CallAnalysis Calls { get; } = calls;

    /// <summary>Methods outside entities that never wait.</summary>
    public List<NormalMethod> SharedMethods { get; } = [];

    public string FieldName(DataType record, int index) => _records[((NamedType)record).Name].Fields[index].Name!;

    public bool IsConstant(ScriptValueSymbol value) => constants.Contains(value);

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

    private static Dictionary<string, RecordDefinition> RecordsByName(BoundProgram program)
    {
        var records = new Dictionary<string, RecordDefinition>();
        foreach (var record in program.Types.OfType<RecordDefinition>()) records[record.Name] = record;
        return records;
    }

    private static DataType ResultOfWrapper { get; } = new TypeParameter("result");
}
