using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;
using LiteralExpression = StateFlow.Language.Syntax.Tree.LiteralExpression;
using TupleExpression = StateFlow.Language.Syntax.Tree.TupleExpression;

namespace StateFlow.Language.Binding.Expressions;

// Application of functions, methods, constructors and cases.
internal sealed partial class ExpressionBinder
{
    private BoundExpression BindApplication(ApplicationExpression application, DataType expected)
    {
        var (function, arguments) = Flatten(application);
        return BindApplication(function, arguments, expected, application.Span);
    }

    private BoundExpression BindApplication(Expression function, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        var deferred = _deferred.Count;
        var bound = IsLambda(function)
            ? ApplyLambda(function, arguments, expected, span)
            : Apply(BindCallee(function), arguments, expected, span);
        SettleKnown(deferred);
        return bound;
    }

    /// <summary><c>f a b</c>, however it is bracketed, as a function and its arguments.</summary>
    private static (Expression Function, ImmutableArray<Argument> Arguments) Flatten(Expression expression)
    {
        var arguments = new List<Argument>();
        while (expression is ApplicationExpression application)
        {
            for (var i = application.Arguments.Length - 1; i >= 0; i--) arguments.Add(new WrittenArgument(application.Arguments[i]));
            expression = application.Function;
        }

        arguments.Reverse();
        return (expression, [.. arguments]);
    }

    /// <summary><c>x |> f a</c>: x is the last argument and is evaluated first.</summary>
    private BoundExpression BindPipe(InfixExpression pipe, DataType expected)
    {
        var left = Bind(pipe.Left, Inference.Fresh());
        var variable = _context.NewLocal("_piped", left.Type, left.Span);
        var (function, arguments) = Flatten(pipe.Right);
        var argument = new BoundArgument(new BoundValue(variable, variable.Type, left.Span));
        return Evaluation.First(variable, left, BindApplication(function, arguments.Add(argument), expected, pipe.Span));
    }

    /// <summary><c>f a &lt;| x</c>.</summary>
    private BoundExpression BindBackwardPipe(InfixExpression pipe, DataType expected)
    {
        var (function, arguments) = Flatten(pipe.Left);
        return BindApplication(function, arguments.Add(new WrittenArgument(pipe.Right)), expected, pipe.Span);
    }

    private BoundExpression Apply(Callee callee, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        switch (callee)
        {
            case CurriedCallee curried:
                return ApplyCurried(curried, arguments, expected, span);
            case TupledCallee tupled:
                return ApplyTupled(tupled, arguments, expected, span);
            case FormatCallee format:
                return ApplyFormat(format, arguments, expected, span);
            case StartCallee start:
                return ApplyStart(start, arguments, expected, span);
            case UnknownMemberCallee unknown:
                var bound = arguments.Select(argument => BindArgument(argument, Inference.Fresh())).ToImmutableArray();
                return Defer(unknown, bound, expected, span);
            case ValueCallee { Property: { } property } when Inference.Resolve(property.Result) is not (FunctionType or ErrorType):
                _context.Report(BindingDiagnostics.PropertyWithArguments(property.Name, span));
                BindAll(arguments);
                return Checked(new BoundError(property.Result, span), expected);
            case ValueCallee { Value: BoundUnionCase { Case: var unionCase } value }:
                _context.Report(BindingDiagnostics.ArgumentCount($"the case `{unionCase.Name}`", 0, arguments.Length, arguments[0].Span));
                BindAll(arguments);
                return Checked(new BoundError(value.Type, span), expected);
            case ValueCallee { Value: var value }:
                return ApplyValue(value, arguments, expected, span);
            default:
                throw new ArgumentOutOfRangeException(nameof(callee));
        }
    }

    private BoundExpression ApplyCurried(CurriedCallee callee, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        var count = callee.Parameters.Length;
        if (arguments.Length > count && Inference.Resolve(callee.Result) is not (FunctionType or InferenceVariable or ErrorType))
        {
            _context.Report(BindingDiagnostics.ArgumentCount(callee.Name, count, arguments.Length, arguments[count].Span));
            BindAll(arguments);
            return Checked(new BoundError(callee.Result, span), expected);
        }

        if (arguments.Length > count)
        {
            var inner = callee.Call(BindArguments(arguments[..count], callee.Parameters), span);
            return ApplyValue(inner, arguments[count..], expected, span);
        }

        var type = TypeStructure.Function(callee.Parameters.Skip(arguments.Length), callee.Result);
        Inference.Unify(expected, type);
        var values = BindArguments(arguments, callee.Parameters);
        var bound = arguments.Length == count
            ? callee.Call(values, span)
            : new BoundApply(callee.Value(TypeStructure.Function(callee.Parameters, callee.Result)), values, type, span);
        return Checked(bound, expected);
    }

    private BoundExpression ApplyTupled(TupledCallee callee, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        var isWhole = arguments.Length == 1;
        if (isWhole) Inference.Unify(expected, callee.Result);
        var call = ApplyToList(callee, arguments[0], isWhole ? span : callee.Span.To(arguments[0].Span));
        return isWhole ? Checked(call, expected) : ApplyValue(call, arguments[1..], expected, span);
    }

    private BoundExpression ApplyToList(TupledCallee callee, Argument argument, SourceSpan span)
    {
        var count = callee.Parameters.Length;
        if (argument is BoundArgument { Expression: var value } && count > 1 && Inference.Resolve(value.Type) is TupleType or InferenceVariable)
        {
            _context.Expect(new TupleType(new Sequence<DataType>(callee.Parameters)), value.Type, value.Span);
            return Spread(value, callee.Parameters, values => callee.Call(callee.Target, values, span), span);
        }

        ImmutableArray<Argument> list = argument switch
        {
            BoundArgument { Expression: BoundLiteral { Value: UnitLiteral } } when !TakesUnit(callee) => [],
            BoundArgument { Expression: BoundTuple tuple } when !TakesTuple(callee) => [.. tuple.Items.Select(item => new BoundArgument(item))],
            WrittenArgument { Expression: LiteralExpression { Value: UnitLiteral } } when !TakesUnit(callee) => [],
            WrittenArgument { Expression: TupleExpression tuple } when !TakesTuple(callee) => [.. tuple.Items.Select(item => new WrittenArgument(item))],
            _ => [argument],
        };
        if (list.Length == count) return callee.Call(callee.Target, BindArguments(list, callee.Parameters), span);
        _context.Report(BindingDiagnostics.ArgumentCount(callee.Name, count, list.Length, argument.Span));
        BindAll(list);
        return new BoundError(callee.Result, span);
    }

    private bool TakesUnit(TupledCallee callee) => callee.Parameters is [var only] && Inference.Resolve(only).Equals(DataType.Unit);

    private bool TakesTuple(TupledCallee callee) => callee.Parameters is [var only] && Inference.Resolve(only) is TupleType or InferenceVariable;

    /// <summary>Takes a tuple apart for a call with its items.</summary>
    private BoundExpression Spread(BoundExpression tuple, ImmutableArray<DataType> types, Func<ImmutableArray<BoundExpression>, BoundExpression> call, SourceSpan span)
    {
        var variables = types.Select((type, i) => _context.NewLocal($"_item{i + 1}", type, span)).ToImmutableArray();
        var pattern = new BoundTuplePattern([.. variables.Select(variable => new BoundVariablePattern(variable, variable.Type, span))], tuple.Type, span);
        return Evaluation.After([new BoundLet(pattern, tuple, span)], call([.. variables.Select(variable => new BoundValue(variable, variable.Type, span))]));
    }

    private BoundExpression ApplyStart(StartCallee callee, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        if (_entity is not null) _context.Report(BindingDiagnostics.ScriptOnly("start", callee.Span));
        if (arguments.Length != 1) _context.Report(BindingDiagnostics.ArgumentCount("`start`", 1, arguments.Length, span));
        var result = Inference.Fresh();
        var type = new CallType(result);
        Inference.Unify(expected, type);
        var call = BindArgument(arguments[0], result);
        SettleKnown(0);
        if (!Evaluation.IsRemoteCall(call) && Inference.Resolve(call.Type) is not ErrorType)
        {
            _context.Report(BindingDiagnostics.NotAnEntityCall("start", arguments[0].Span));
        }

        BindAll(arguments[1..]);
        return Checked(new BoundStart(call, type, span), expected);
    }

    private BoundExpression ApplyValue(BoundExpression function, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        var type = function.Type;
        var parameters = ImmutableArray.CreateBuilder<DataType>(arguments.Length);
        foreach (var argument in arguments)
        {
            switch (Inference.Resolve(type))
            {
                case FunctionType arrow:
                    parameters.Add(arrow.Parameter);
                    type = arrow.Result;
                    break;
                case InferenceVariable { Allowed: null } unknown:
                    var made = new FunctionType(Inference.Fresh(), Inference.Fresh());
                    Inference.Unify(unknown, made);
                    parameters.Add(made.Parameter);
                    type = made.Result;
                    break;
                case var other:
                    if (other is not ErrorType) _context.Report(BindingDiagnostics.NotAFunction(_context.Describe(other), function.Span));
                    BindAll(arguments);
                    return new BoundError(ErrorType.Instance, span);
            }
        }

        Inference.Unify(expected, type);
        return Checked(new BoundApply(function, BindArguments(arguments, parameters.MoveToImmutable()), type, span), expected);
    }

    /// <summary>A lambda applied on the spot: its arguments tell its parameters' types.</summary>
    private BoundExpression ApplyLambda(Expression lambda, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        var types = arguments.Select(_ => (DataType)Inference.Fresh()).ToImmutableArray();
        var values = BindArguments(arguments, types);
        var function = Bind(lambda, TypeStructure.Function(types, expected));
        return new BoundApply(function, values, expected, span);
    }

    /// <summary>Arguments in source order; typed in an order that lets the others tell the types of lambdas.</summary>
    private ImmutableArray<BoundExpression> BindArguments(ImmutableArray<Argument> arguments, ImmutableArray<DataType> types)
    {
        var bound = new BoundExpression[arguments.Length];
        for (var rank = 0; rank <= 2; rank++)
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (Rank(arguments[i]) == rank) bound[i] = BindArgument(arguments[i], types[i]);
            }
        }

        return [.. bound];
    }

    private static int Rank(Argument argument) => argument switch
    {
        BoundArgument => 0,
        WrittenArgument { Expression: var expression } when IsLambda(expression) || expression is OperatorExpression or InfixExpression { Operator.Text: ">>" or "<<" } => 2,
        _ => 1,
    };

    private static bool IsLambda(Expression expression) => expression is LambdaExpression or FunctionExpression;

    private BoundExpression BindArgument(Argument argument, DataType type) => argument switch
    {
        WrittenArgument written => Bind(written.Expression, type),
        BoundArgument { Expression: var bound } => Checked(bound, type),
        _ => throw new ArgumentOutOfRangeException(nameof(argument)),
    };

    /// <summary>Binds arguments of a call that is reported, for the mistakes inside them.</summary>
    private void BindAll(ImmutableArray<Argument> arguments)
    {
        foreach (var argument in arguments) BindArgument(argument, ErrorType.Instance);
    }

    /// <summary>What stands alone, without arguments.</summary>
    private BoundExpression AsValue(Callee callee, DataType expected, SourceSpan span)
    {
        switch (callee)
        {
            case ValueCallee { Value: var value }:
                return Checked(value, expected);
            case CurriedCallee curried:
                return Checked(curried.Value(TypeStructure.Function(curried.Parameters, curried.Result)), expected);
            case TupledCallee tupled:
                return AsValue(tupled, expected, span);
            case UnknownMemberCallee unknown:
                return Defer(unknown, null, expected, span);
            case FormatCallee format:
                _context.Report(BindingDiagnostics.FormatNotLiteral(format.Name, span));
                return new BoundError(ErrorType.Instance, span);
            default:
                _context.Report(_entity is null ? BindingDiagnostics.StartNotApplied(span) : BindingDiagnostics.ScriptOnly("start", span));
                return new BoundError(ErrorType.Instance, span);
        }
    }

    /// <summary>A method, constructor or case as a function.</summary>
    private BoundExpression AsValue(TupledCallee callee, DataType expected, SourceSpan span)
    {
        var isFunctionExpected = Inference.Resolve(expected) is FunctionType or InferenceVariable { Allowed: null };
        if (callee.Method is { } method && (!isFunctionExpected || (callee.Parameters.IsEmpty && Inference.Resolve(expected) is not FunctionType)))
        {
            _context.Report(BindingDiagnostics.MethodWithoutArguments(method.Name, callee.Parameters.Length, span));
            return Checked(new BoundError(callee.Result, span), expected);
        }

        DataType parameter = callee.Parameters switch
        {
            [] => DataType.Unit,
            [var only] => only,
            var several => new TupleType(new Sequence<DataType>(several)),
        };
        var type = new FunctionType(parameter, callee.Result);
        _context.Expect(expected, type, span);
        var lets = new List<BoundStatement>();
        var target = callee.Target is null ? null : Evaluation.Named(_context, callee.Target, "_target", lets);
        var variable = _context.NewLocal("_arg", parameter, span);
        var value = new BoundValue(variable, parameter, span);
        var body = callee.Parameters switch
        {
            [] => callee.Call(target, [], span),
            [_] => callee.Call(target, [value], span),
            var several => Spread(value, several, values => callee.Call(target, values, span), span),
        };
        return Evaluation.After(lets, new BoundLambda([variable], body, type, span));
    }
}
