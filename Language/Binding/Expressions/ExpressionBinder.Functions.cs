using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;

namespace StateFlow.Language.Binding.Expressions;

// Functions: let, fun, function.
internal sealed partial class ExpressionBinder
{
    private readonly Dictionary<string, DataType> _typeParameters = [];
    private readonly HashSet<string> _typeParameterNames = [];
    private readonly HashSet<LocalSymbol> _parameters = [];
    private ImmutableHashSet<string> _functionsBeingBound = [];

    /// <summary>Binds the parameters of a member and what they are matched with, then its body.</summary>
    public (ImmutableArray<LocalSymbol> Parameters, BoundExpression Body) BindMember(
        ImmutableArray<Parameter> parameters,
        ImmutableArray<DataType> types,
        Expression body,
        DataType result)
    {
        StartTopLevelItem();
        var outer = _names;
        var (locals, prologue) = BindParameters(parameters, types);
        var bound = Evaluation.After(prologue, Bind(body, result));
        SettleAll();
        _names = outer;
        return (locals, bound);
    }

    private void StartTopLevelItem()
    {
        _typeParameters.Clear();
        _typeParameterNames.Clear();
    }

    private DataType FindTypeParameter(Name name)
    {
        if (!_typeParameters.TryGetValue(name.Text, out var type))
        {
            type = Inference.FreshNamed(name.Text);
            _typeParameters.Add(name.Text, type);
            _typeParameterNames.Add(name.Text);
        }

        return type;
    }

    /// <summary><c>let f = fun x -> e</c> is the function <c>let f x = e</c>; null if the <c>let</c> is not of this form.</summary>
    private static LetFunctionItem? AsFunction(LetItem let)
    {
        if (let is not { IsMutable: false, Pattern: NamePattern { Name: var name }, Value: LambdaExpression lambda }) return null;
        var parameters = lambda.Parameters;
        var result = let.Type;
        for (var i = 0; let.Type is not null && i < parameters.Length; i++)
        {
            if (result is not FunctionTypeSyntax function) return null;
            parameters = parameters.SetItem(i, parameters[i] with { Type = parameters[i].Type ?? function.Parameter });
            result = function.Result;
        }

        return new LetFunctionItem(false, [new FunctionBinding(name, parameters, result, lambda.Body, let.Span)], null, let.Span);
    }

    private BoundLetFunctions BindFunctions(LetFunctionItem item, bool isLocal)
    {
        var outer = _names;
        Inference.EnterFunction();
        var functions = item.Functions.Select(binding => DeclareFunction(binding, isLocal)).ToImmutableArray();
        var all = item.Functions.Zip(functions, (binding, function) => (Binding: binding, Function: function)).ToImmutableArray();
        if (item.IsRecursive)
        {
            var names = new HashSet<string>();
            foreach (var (binding, function) in all)
            {
                if (!names.Add(function.Name)) _context.Report(BindingDiagnostics.DuplicateName("function", function.Name, binding.Name.Span));
                _names = _names.SetItem(function.Name, new FunctionMeaning(function));
            }
        }

        foreach (var (binding, function) in all) BindFunctionBody(binding, function, item.IsRecursive);
        Inference.LeaveFunction();
        Generalize(functions);
        _names = functions.Aggregate(outer, (names, function) => names.SetItem(function.Name, new FunctionMeaning(function)));
        return new BoundLetFunctions(functions, item.Span);
    }

    private FunctionSymbol DeclareFunction(FunctionBinding binding, bool isLocal)
    {
        var function = new FunctionSymbol(binding.Name.Text, isLocal, binding.Name.Span)
        {
            Parameters = [.. binding.Parameters.Select((parameter, i) => NewParameter(parameter, ParameterType(parameter), i))],
            Result = binding.Result is { } result ? _types.Bind(result) : Inference.Fresh(),
        };
        _context.Functions.Add(function);
        return function;
    }

    private void BindFunctionBody(FunctionBinding binding, FunctionSymbol function, bool isRecursive)
    {
        var (outer, outerFunctions) = (_names, _functionsBeingBound);
        if (!isRecursive) _functionsBeingBound = _functionsBeingBound.Add(function.Name);
        EnterFunction();
        var prologue = MatchParameters(binding.Parameters, function.Parameters);
        function.Body = Evaluation.After(prologue, Bind(binding.Body, function.Result));
        SettleAll();
        LeaveFunction();
        (_names, _functionsBeingBound) = (outer, outerFunctions);
    }

    private void Generalize(ImmutableArray<FunctionSymbol> functions)
    {
        foreach (var variable in Inference.Generalizable(functions.SelectMany(Signature)).ToList())
        {
            TypeInference.Generalize(variable, variable.Name ?? NewTypeParameterName());
        }

        foreach (var function in functions)
        {
            function.TypeParameters = [.. Signature(function).SelectMany(TypeParametersOf).Distinct()];
        }
    }

    private IEnumerable<string> TypeParametersOf(DataType type) =>
        Inference.Resolve(type) is TypeParameter parameter ? [parameter.Name] : TypeStructure.Parts(Inference.Resolve(type)).SelectMany(TypeParametersOf);

    private static IEnumerable<DataType> Signature(FunctionSymbol function) =>
        function.Parameters.Select(parameter => parameter.Type).Append(function.Result);

    private string NewTypeParameterName()
    {
        for (var i = 0; ; i++)
        {
            var name = i < 26 ? ((char)('a' + i)).ToString() : $"t{i}";
            if (_typeParameterNames.Add(name)) return name;
        }
    }

    private BoundExpression BindLambda(LambdaExpression lambda, DataType expected)
    {
        var types = lambda.Parameters.Select(ParameterType).ToImmutableArray();
        var result = Inference.Fresh();
        var type = TypeStructure.Function(types, result);
        if (!Inference.Unify(expected, type))
        {
            // The parameters may be annotated with other types than expected: say so once, about the whole.
            _context.Expect(expected, type, lambda.Span);
        }

        var outer = _names;
        EnterFunction();
        var (parameters, prologue) = BindParameters(lambda.Parameters, types);
        var body = Evaluation.After(prologue, Bind(lambda.Body, result));
        LeaveFunction();
        _names = outer;
        return new BoundLambda(parameters, body, type, lambda.Span);
    }

    private BoundLambda BindFunctionExpression(FunctionExpression function, DataType expected)
    {
        var (parameterType, result) = (Inference.Fresh(), Inference.Fresh());
        var type = new FunctionType(parameterType, result);
        _context.Expect(expected, type, function.Span);
        var parameter = _context.NewLocal("_arg", parameterType, function.Span);
        EnterFunction();
        var body = BindMatch(new BoundValue(parameter, parameterType, function.Span), function, function.Arms, result);
        LeaveFunction();
        return new BoundLambda([parameter], body, type, function.Span);
    }

    private void EnterFunction()
    {
        _functionDepth++;
        _reportedCaptures.Clear();
    }

    private void LeaveFunction() => _functionDepth--;

    private DataType ParameterType(Parameter parameter) => parameter switch
    {
        { Type: { } annotation } => _types.Bind(annotation),
        { Pattern: LiteralPattern { Value: var value } } => value.Type,
        _ => Inference.Fresh(),
    };

    private (ImmutableArray<LocalSymbol> Parameters, ImmutableArray<BoundStatement> Prologue) BindParameters(
        ImmutableArray<Parameter> parameters,
        ImmutableArray<DataType> types)
    {
        var locals = parameters.Select((parameter, i) => NewParameter(parameter, types[i], i)).ToImmutableArray();
        return (locals, MatchParameters(parameters, locals));
    }

    /// <summary>The parameter's variable: its own, or one that its pattern is matched with.</summary>
    private LocalSymbol NewParameter(Parameter parameter, DataType type, int index)
    {
        var local = parameter.Pattern switch
        {
            NamePattern { Name: var name } when IsPlain(name) => _context.NewLocal(name.Text, type, name.Span),
            WildcardPattern or LiteralPattern { Value: UnitLiteral } => _context.NewLocal("_", type, parameter.Span),
            _ => _context.NewLocal($"_arg{index + 1}", type, parameter.Span),
        };
        _parameters.Add(local);
        return local;
    }

    /// <summary>Declares the parameters' names; gives the statements that take patterns apart.</summary>
    private ImmutableArray<BoundStatement> MatchParameters(ImmutableArray<Parameter> parameters, ImmutableArray<LocalSymbol> locals)
    {
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        var all = new PatternVariables((_, _) => throw new InvalidOperationException());
        foreach (var (parameter, local) in parameters.Zip(locals))
        {
            var variables = new PatternVariables(NewLocalVariable);
            switch (parameter.Pattern)
            {
                case NamePattern { Name: var name } when IsPlain(name):
                    variables = new PatternVariables((_, _) => local);
                    variables.Add(name, local.Type, _context);
                    break;
                case WildcardPattern:
                case LiteralPattern { Value: UnitLiteral }:
                    _context.Expect(local.Type, parameter.Pattern is LiteralPattern ? DataType.Unit : local.Type, parameter.Span);
                    break;
                default:
                    var messages = _context.Diagnostics.Count;
                    var pattern = _patterns.Bind(parameter.Pattern, local.Type, variables);
                    if (messages == _context.Diagnostics.Count) CheckCovers(pattern);
                    statements.Add(new BoundLet(pattern, new BoundValue(local, local.Type, parameter.Span), parameter.Span));
                    break;
            }

            all.AddAll(variables, _context);
        }

        Declare(all);
        return statements.ToImmutable();
    }

    private bool IsPlain(Name name) => !_context.Cases.ContainsKey(name.Text) && name.Text is not "None";
}
