using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>Brings the body of one method into normal form; methods it contains (local functions, lambdas) go to <c>methods</c>.</summary>
/// <param name="owner">The unique name of the method.</param>
/// <param name="constructorParameters">In an initializer: its parameters, which are not yet state.</param>
internal sealed partial class MethodNormalizer(
    NormalizationContext context,
    List<NormalMethod> methods,
    string owner,
    IReadOnlyDictionary<FieldSymbol, Variable>? constructorParameters = null)
{
    private readonly MethodBuilder _builder = new();
    private readonly Dictionary<LocalSymbol, Variable> _variables = [];
    private readonly Dictionary<LocalSymbol, KnownFunction> _knownFunctions = [];

    private CallAnalysis Calls => context.Calls;

    /// <summary>The method whose parameters are <paramref name="parameters"/> and whose result is the value of <paramref name="body"/>.</summary>
    public static NormalMethod Normalize(
        NormalizationContext context,
        List<NormalMethod> methods,
        MethodSignature signature,
        IEnumerable<LocalSymbol> parameters,
        BoundExpression body)
    {
        var normalizer = new MethodNormalizer(context, methods, signature.Name);
        return normalizer.Method(signature, [.. parameters.Select(normalizer.DeclareParameter)], () => normalizer.Lower(body, Destination.Return));
    }

    /// <summary>The script's method.</summary>
    public static NormalMethod NormalizeScript(NormalizationContext context, List<NormalMethod> methods, MethodSignature signature, ImmutableArray<BoundStatement> statements)
    {
        var normalizer = new MethodNormalizer(context, methods, signature.Name);
        return normalizer.Method(signature, [], () => normalizer.Statements(statements, Destination.Return, signature.Span));
    }

    /// <summary>The method that sets an entity's first state.</summary>
    public static NormalMethod NormalizeInitializer(NormalizationContext context, List<NormalMethod> methods, MethodSignature signature, EntitySymbol entity)
    {
        var parameters = new Dictionary<FieldSymbol, Variable>();
        var normalizer = new MethodNormalizer(context, methods, signature.Name, parameters);
        foreach (var parameter in entity.Parameters) parameters.Add(parameter, normalizer._builder.Declare(parameter.Name, parameter.Type));
        return normalizer.Method(signature, [.. parameters.Values], () =>
        {
            foreach (var (parameter, variable) in parameters)
            {
                if (context.IsStored(parameter)) normalizer.AssignField(parameter, normalizer.Read(variable, parameter.Span), parameter.Span);
            }

            foreach (var (field, initializer) in entity.Fields)
                normalizer.AssignField(field, normalizer.Value(initializer), field.Span.To(initializer.Span));

            normalizer._builder.Emit(new NormalReturn(Unit(entity.Span), entity.Span));
        });
    }

    private NormalMethod Method(MethodSignature signature, ImmutableArray<Variable> parameters, Action emit)
    {
        var code = _builder.Nested(emit);
        return new NormalMethod(signature with { Parameters = parameters }, _builder.Variables, code);
    }

    private Variable DeclareParameter(LocalSymbol parameter) => _variables[parameter] = _builder.Declare(parameter.Name, parameter.Type);

    private Variable Declare(LocalSymbol local) => _variables[local] = _builder.Declare(local.Name, local.Type, local.IsMutable);

    private void AssignField(FieldSymbol field, Expression value, SourceSpan span) =>
        _builder.Emit(new NormalEvaluate(new AssignFieldExpression(context.FieldIndex(field), field.Name, value, DataType.Unit, span), span));

    /// <summary>Emits the code of <paramref name="expression"/>; its value goes to <paramref name="destination"/>.</summary>
    private void Lower(BoundExpression expression, Destination destination)
    {
        if (destination is VariableDestination && IsSimple(expression))
        {
            Deliver(Pure(expression), destination, expression.Span);
            return;
        }

        switch (expression)
        {
            case BoundBlock block:
                Statements(block.Statements, destination, block.Span);
                break;
            case BoundIf node:
                var condition = Value(node.Condition);
                _builder.Emit(new NormalIf(
                    condition,
                    _builder.Nested(() => Lower(node.Then, destination)),
                    _builder.Nested(() => Lower(node.Else, destination)),
                    node.Span));
                break;
            case BoundMatch match:
                LowerMatch(match, destination);
                break;
            case BoundTry node:
                LowerTry(node, destination);
                break;
            case BoundWhile loop:
                LowerWhile(loop);
                Deliver(Unit(loop.Span), destination, loop.Span);
                break;
            case BoundFor loop:
                ForEach(Value(loop.List), "item", loop.Pattern.Type, loop.Span, item =>
                {
                    Bind(loop.Pattern, item);
                    Lower(loop.Body, Destination.Discard);
                });
                Deliver(Unit(loop.Span), destination, loop.Span);
                break;
            case BoundForRange loop:
                LowerForRange(loop);
                Deliver(Unit(loop.Span), destination, loop.Span);
                break;
            case BoundShortCircuit node when Calls.CanWait(node.Right):
                LowerShortCircuit(node, destination);
                break;
            case BoundYield node:
                Yield(node, Value(node.Value));
                break;
            case BoundComprehension node when Calls.CanWait(node):
                LowerComprehension(node, destination);
                break;
            default:
                if (TryLowerCall(expression, destination)) break;
                if (Calls.CanWait(expression) && expression is not BoundShortCircuit && !IsStrict(expression))
                    throw new InvalidOperationException($"{expression.Span}: {expression.GetType().Name} cannot wait; the checks should have refused it.");
                Deliver(Value(expression), destination, expression.Span);
                break;
        }
    }

    private void Statements(ImmutableArray<BoundStatement> statements, Destination destination, SourceSpan span)
    {
        for (var i = 0; i < statements.Length; i++)
        {
            if (i == statements.Length - 1 && statements[i] is BoundExpressionStatement last)
            {
                Lower(last.Expression, destination);
                return;
            }

            Statement(statements[i]);
        }

        Deliver(Unit(span), destination, span);
    }

    private void Statement(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundExpressionStatement node:
                Lower(node.Expression, Destination.Discard);
                break;
            case BoundLet { Pattern: BoundVariablePattern { Variable: LocalSymbol local }, Value: var value }
                when value.Type is FunctionType && Calls.ApplicationCanWait(value):
                _knownFunctions[local] = Resolve(value);
                break;
            case BoundLet { Pattern: BoundVariablePattern { Variable: LocalSymbol local }, Value: var value }:
                Lower(value, Destination.Into(Declare(local)));
                break;
            case BoundLet node:
                Bind(node.Pattern, Temporary("value", Value(node.Value), node.Value.Span));
                break;
            case BoundLetFunctions node:
                DeclareFunctions(node.Functions);
                break;
            case BoundParallelLet node:
                LowerParallel(node);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null);
        }
    }

    private void LowerTry(BoundTry node, Destination destination)
    {
        var failure = _builder.Declare("failure", DataType.Exception);
        var body = _builder.Nested(() => Lower(node.Body, destination));
        var handler = _builder.Nested(() => LowerArms(
            Read(failure, node.Span),
            node.Handlers,
            destination,
            () => _builder.Emit(new NormalRethrow(Read(failure, node.Span), node.Span))));
        _builder.Emit(new NormalTry(body, failure, handler, node.Span));
    }

    private void LowerShortCircuit(BoundShortCircuit node, Destination destination)
    {
        var result = (destination as VariableDestination)?.Variable ?? _builder.Declare(node.IsOr ? "or" : "and", DataType.Bool, isMutable: true);
        Lower(node.Left, Destination.Into(result));
        var right = _builder.Nested(() => Lower(node.Right, Destination.Into(result)));
        var left = Read(result, node.Left.Span);
        _builder.Emit(new NormalIf(left, node.IsOr ? NormalCode.Empty : right, node.IsOr ? right : NormalCode.Empty, node.Span));
        if (destination is not VariableDestination) Deliver(Read(result, node.Span), destination, node.Span);
    }

    private void LowerParallel(BoundParallelLet node)
    {
        var operands = Values([.. node.Bindings.SelectMany(binding => Operands(binding.Value))]);
        var branches = ImmutableArray.CreateBuilder<ForkBranch>();
        var used = 0;
        foreach (var binding in node.Bindings)
        {
            var count = Operands(binding.Value).Count();
            var call = RemoteCall(binding.Value, operands.AsSpan(used, count));
            used += count;
            branches.Add(new ForkBranch(call, AnswerVariable(binding)));
        }

        _builder.Emit(new NormalFork([.. branches], node.Span));
        foreach (var (binding, branch) in node.Bindings.Zip(branches))
        {
            if (branch.Answer is { } answer && binding.Pattern is not BoundVariablePattern { Variable: LocalSymbol }) Bind(binding.Pattern, answer);
        }
    }

    private Variable? AnswerVariable(BoundParallelBinding binding) => binding.Pattern switch
    {
        BoundVariablePattern { Variable: LocalSymbol local } => Declare(local),
        BoundWildcardPattern => null,
        _ => _builder.Declare("answer", binding.Value.Type),
    };

    private void Deliver(Expression value, Destination destination, SourceSpan span)
    {
        switch (destination)
        {
            case ReturnDestination:
                _builder.Emit(new NormalReturn(value, span));
                break;
            case VariableDestination { Variable: var variable }:
                _builder.Emit(new NormalAssign(variable, value, span));
                break;
            case DiscardDestination when value is not (LiteralExpression or LocalExpression or ThisExpression or FieldExpression):
                _builder.Emit(new NormalEvaluate(value, span));
                break;
        }
    }
}
