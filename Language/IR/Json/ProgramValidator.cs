namespace StateFlow.Language.IR.Json;

/// <summary>Makes sure that a program that was read hangs together: every name, block, variable and index that it mentions exists.</summary>
internal sealed class ProgramValidator
{
    private readonly Program _program;
    private readonly Dictionary<string, TypeDefinition> _types = [];
    private readonly Dictionary<string, Operator> _operators = [];
    private readonly Dictionary<string, (Method Method, Operator? Owner)> _methods = [];
    private readonly Dictionary<string, Constant> _constants = [];

    private ProgramValidator(Program program)
    {
        _program = program;
        foreach (var type in program.Types) Add(_types, type.Name, type, "types");
        foreach (var op in program.Operators.Append(program.Script))
        {
            Add(_operators, op.Name, op, "operators");
            foreach (var method in op.Methods) Add(_methods, method.Name, (method, op), "methods");
        }

        foreach (var function in program.Functions) Add(_methods, function.Name, (function, null), "methods");
        foreach (var constant in program.Constants) Add(_constants, constant.Name, constant, "constants");
    }

    /// <exception cref="ProgramFormatException">The program does not hang together.</exception>
    public static void Validate(Program program) => new ProgramValidator(program).Validate();

    public static void Require(bool condition, string place, string problem)
    {
        if (!condition) throw new ProgramFormatException($"The program is damaged: {place}: {problem}.");
    }

    public TypeDefinition? FindType(string name) => _types.GetValueOrDefault(name);

    public Operator? FindOperator(string name) => _operators.GetValueOrDefault(name);

    public (Method Method, Operator? Owner)? FindMethod(string name) => _methods.TryGetValue(name, out var entry) ? entry : null;

    public bool HasConstant(string name) => _constants.ContainsKey(name);

    public void ValidateType(DataType type, string place)
    {
        switch (type)
        {
            case PrimitiveType primitive:
                Require(primitive.Name is "int" or "float" or "bool" or "string" or "unit" or "exn", place, $"there is no type '{primitive.Name}'");
                break;
            case NamedType named:
                var isKnown = FindType(named.Name)?.TypeParameters.Count == named.Arguments.Count;
                Require(isKnown, place, $"there is no type '{named.Name}' of {named.Arguments.Count} parameters");
                foreach (var argument in named.Arguments) ValidateType(argument, place);
                break;
            case EntityType entity:
                Require(FindOperator(entity.Name) is not null, place, $"there is no entity '{entity.Name}'");
                break;
            case ListType list:
                ValidateType(list.Item, place);
                break;
            case OptionType option:
                ValidateType(option.Item, place);
                break;
            case SetType set:
                ValidateType(set.Item, place);
                break;
            case CallType call:
                ValidateType(call.Result, place);
                break;
            case MapType map:
                ValidateType(map.Key, place);
                ValidateType(map.Value, place);
                break;
            case FunctionType function:
                ValidateType(function.Parameter, place);
                ValidateType(function.Result, place);
                break;
            case TupleType tuple:
                foreach (var item in tuple.Items) ValidateType(item, place);
                break;
            case TypeParameter:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    private static void Add<T>(Dictionary<string, T> entries, string name, T entry, string kind) =>
        Require(entries.TryAdd(name, entry), $"'{name}'", $"two {kind} have this name");

    private void Validate()
    {
        foreach (var type in _program.Types) ValidateDefinition(type);
        foreach (var op in _program.Operators) ValidateEntity(op);
        ValidateScript(_program.Script);
        foreach (var constant in _program.Constants)
        {
            ValidateType(constant.Type, $"constant '{constant.Name}'");
            RequirePure(constant.Method, $"constant '{constant.Name}'");
        }

        foreach (var (method, owner) in _methods.Values) new MethodValidator(this, method, owner).Validate();
        ValidateGraphs();
    }

    private void ValidateDefinition(TypeDefinition definition)
    {
        var place = $"type '{definition.Name}'";
        switch (definition)
        {
            case RecordDefinition record:
                foreach (var field in record.Fields)
                {
                    Require(field.Name is not null, place, "a field has no name");
                    ValidateType(field.Type, place);
                }

                break;
            case UnionDefinition union:
                for (var i = 0; i < union.Cases.Count; i++)
                {
                    var unionCase = union.Cases[i];
                    Require(unionCase.Tag == i && unionCase.Union == union.Name, place, $"case '{unionCase.Name}' is out of place");
                    foreach (var field in unionCase.Fields) ValidateType(field.Type, place);
                }

                break;
        }
    }

    private void ValidateEntity(Operator op)
    {
        var place = $"entity '{op.Name}'";
        Require(IsIndex(op.KeyField, op.Fields.Count), place, "its key is not a field");
        var initializer = op.Initializer is { } name ? FindMethod(name) : null;
        Require(initializer is not null && initializer.Value.Owner == op, place, "it has no initializer");
        Require(IsIndex(op.KeyParameter, initializer!.Value.Method.Parameters.Count), place, "its key is not a parameter");
        ValidateOperator(op, place);
    }

    private void ValidateScript(Operator script)
    {
        Require(script.Methods.Count > 0 && script.Methods[0].Parameters.Count == 0, "script", "it has no method to run");
        ValidateOperator(script, "script");
    }

    private void ValidateOperator(Operator op, string place)
    {
        foreach (var field in op.Fields) ValidateType(field.Type, place);
        foreach (var invariant in op.Invariants)
        {
            RequirePure(invariant.Method, place);
            Require(FindMethod(invariant.Method)!.Value.Owner == op, place, $"invariant '{invariant.Method}' is not its own");
        }
    }

    private void RequirePure(string method, string place)
    {
        var found = FindMethod(method);
        Require(found is not null, place, $"there is no method '{method}'");
        Require(found!.Value.Method is { CanWait: false, Parameters.Count: 0 }, place, $"method '{method}' waits or has parameters");
    }

    private void ValidateGraphs()
    {
        var vertices = _program.Dataflow.Vertices.ToHashSet();
        Require(vertices.Count == _program.Dataflow.Vertices.Count, "dataflow", "a vertex is there twice");
        foreach (var edge in _program.Dataflow.Edges)
            Require(vertices.Contains(edge.Source) && vertices.Contains(edge.Target), "dataflow", "an edge has an end that is no vertex");

        var methods = _program.Calls.Methods.ToHashSet();
        Require(methods.Count == _program.Calls.Methods.Count, "call graph", "a method is there twice");
        foreach (var edge in _program.Calls.Edges)
            Require(methods.Contains(edge.Source) && methods.Contains(edge.Target), "call graph", "a call has an end that is no method");
    }

    internal static bool IsIndex(int index, int count) => index >= 0 && index < count;
}
