using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Functions: local ones and lambdas become methods; those that may wait are applied where they are known.</content>
internal sealed partial class MethodNormalizer
{
    private void DeclareFunctions(ImmutableArray<FunctionSymbol> functions)
    {
        foreach (var function in functions.Where(function => function.IsLocal)) context.DeclareLocal(function, owner);
        foreach (var function in functions.Where(function => function.IsLocal))
        {
            var signature = new MethodSignature(
                context.MethodName(function), MethodKind.Function, IsPrivate: true, IsTransactional: false, Calls.CanWait(function), [], function.Result, function.Span.To(function.Body.Span));
            methods.Add(Normalize(context, methods, signature, [.. Calls.Captures(function), .. function.Parameters], function.Body));
        }
    }

    private IEnumerable<Expression> CapturedValues(FunctionSymbol function, SourceSpan span) =>
        Calls.Captures(function).Select(local => Read(local, local.Type, span));

    private ClosureExpression Closure(BoundLambda lambda)
    {
        var captures = Calls.Captures(lambda);
        var name = context.UniqueName($"{owner}/lambda");
        var signature = new MethodSignature(
            name, MethodKind.Lambda, IsPrivate: true, IsTransactional: false, CanWait: false, [], lambda.Body.Type, lambda.Span);
        methods.Add(Normalize(context, methods, signature, [.. captures, .. lambda.Parameters], lambda.Body));
        return new ClosureExpression(name, [.. captures.Select(local => Read(local, local.Type, lambda.Span))], lambda.Type, lambda.Span);
    }

    /// <summary>The function that an expression of function type gives, its parts evaluated now.</summary>
    private KnownFunction Resolve(BoundExpression expression)
    {
        if (!Calls.ApplicationCanWait(expression)) return new FunctionValue(Stable(Value(expression), "function", expression.Span));
        switch (expression)
        {
            case BoundLambda lambda:
                return new InlineFunction(lambda);
            case BoundFunctionValue value:
                return new NamedFunction(value.Function);
            case BoundLibraryValue value:
                return new KnownLibraryFunction(value.Function);
            case BoundValue { Symbol: LocalSymbol local }:
                return _knownFunctions[local];
            case BoundApply apply:
                var function = Resolve(apply.Function);
                return new PartialFunction(function, [.. apply.Arguments.Select(ResolveOperand)]);
            case BoundCompose compose:
                var first = Resolve(compose.First);
                return new ComposedFunction(first, Resolve(compose.Second), ((FunctionType)compose.First.Type).Result);
            case BoundBlock { Statements: [.. var before, BoundExpressionStatement last] }:
                foreach (var statement in before) Statement(statement);
                return Resolve(last.Expression);
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null);
        }
    }

    private Operand ResolveOperand(BoundExpression argument) =>
        argument.Type is FunctionType && Calls.ApplicationCanWait(argument)
            ? new Operand(null, Resolve(argument), argument.Type)
            : Stable(Value(argument), TemporaryName(argument), argument.Span);

    /// <summary>Operands of which some may be functions that wait; all are evaluated in order.</summary>
    private ImmutableArray<Operand> ResolveOperands(ImmutableArray<BoundExpression> arguments)
    {
        var operands = ImmutableArray.CreateBuilder<Operand>(arguments.Length);
        foreach (var argument in arguments) operands.Add(ResolveOperand(argument));
        return operands.MoveToImmutable();
    }

    private void Apply(KnownFunction function, ImmutableArray<Operand> arguments, DataType result, Destination destination, SourceSpan span)
    {
        switch (function)
        {
            case FunctionValue { Value: var value }:
                Deliver(new ApplyExpression(value, [.. arguments.Select(argument => argument.Value!)], result, span), destination, span);
                break;
            case PartialFunction partial:
                Apply(partial.Function, [.. partial.Arguments, .. arguments], result, destination, span);
                break;
            case ComposedFunction composed:
                var between = _builder.Declare("value", composed.Between);
                Apply(composed.First, [arguments[0]], between.Type, Destination.Into(between), span);
                Apply(composed.Second, [Read(between, span), .. arguments[1..]], result, destination, span);
                break;
            case InlineFunction { Lambda: var lambda }:
                ApplyExactly(lambda.Parameters.Length, lambda.Body.Type, arguments, result, destination, span, ApplyLambda);
                void ApplyLambda(ImmutableArray<Operand> operands, Destination target)
                {
                    for (var i = 0; i < operands.Length; i++) BindParameter(lambda.Parameters[i], operands[i], span);
                    Lower(lambda.Body, target);
                }

                break;
            case NamedFunction { Function: var named }:
                ApplyExactly(named.Parameters.Length, named.Result, arguments, result, destination, span, (operands, target) =>
                {
                    var values = operands.Select(operand => operand.Value!);
                    var call = new InPlaceCall(context.MethodName(named), [.. CapturedValues(named, span), .. values], named.Result, span);
                    EmitCall(call, "result", target);
                });
                break;
            case KnownLibraryFunction { Function: var library }:
                ApplyExactly(library.Arity, result, arguments, result, destination, span, (operands, target) =>
                    ApplyLibrary(library.Name, operands, result, target, span));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function.GetType().Name, null);
        }
    }

    /// <summary>Applies to as many arguments as the function takes, and its result to the rest.</summary>
    private void ApplyExactly(
        int arity,
        DataType directResult,
        ImmutableArray<Operand> arguments,
        DataType result,
        Destination destination,
        SourceSpan span,
        Action<ImmutableArray<Operand>, Destination> apply)
    {
        if (arguments.Length == arity)
        {
            apply(arguments, destination);
            return;
        }

        var function = _builder.Declare("function", directResult);
        apply([.. arguments[..arity]], Destination.Into(function));
        Apply(new FunctionValue(Read(function, span)), [.. arguments[arity..]], result, destination, span);
    }

    private void BindParameter(LocalSymbol parameter, Operand argument, SourceSpan span)
    {
        if (argument.Function is { } function)
        {
            _knownFunctions[parameter] = function;
            return;
        }

        _variables[parameter] = Temporary(parameter.Name, argument.Value!, span);
    }

    /// <summary>Emits the code of a call that may wait; false if <paramref name="expression"/> is something else.</summary>
    private bool TryLowerCall(BoundExpression expression, Destination destination)
    {
        if (!Calls.CanWait(expression)) return false;
        switch (expression)
        {
            case BoundMemberCall { Target: BoundThis, Member: { IsTransactional: false } member } call when Calls.CanWait(member):
                EmitCall(new InPlaceCall(MethodName(member), [.. Values(call.Arguments)], call.Type, call.Span), TemporaryName(call), destination);
                return true;
            case BoundMemberCall { Target: BoundThis, Member: var member } when !Calls.CanWait(member):
                return false;
            case BoundMemberCall or BoundCreate or BoundExists:
                EmitCall(RemoteCall(expression, Values([.. Operands(expression)]).AsSpan()), TemporaryName(expression), destination);
                return true;
            case BoundCall { Function: var function } call when Calls.CanWait(function):
                if (HasWaitingFunction(call.Arguments)) return false;
                var arguments = Values(call.Arguments);
                EmitCall(
                    new InPlaceCall(context.MethodName(function), [.. CapturedValues(function, call.Span), .. arguments], call.Type, call.Span),
                    TemporaryName(call),
                    destination);
                return true;
            case BoundLibraryCall { Function.Name: "wait" } call:
                EmitCall(new WaitCall(Values(call.Arguments)[0], call.Type, call.Span), TemporaryName(call), destination);
                return true;
            case BoundLibraryCall call when HasWaitingFunction(call.Arguments):
                ApplyLibrary(call.Function.Name, ResolveOperands(call.Arguments), call.Type, destination, call.Span);
                return true;
            case BoundApply apply when Calls.ApplicationCanWait(apply.Function) || HasWaitingFunction(apply.Arguments):
                var applied = Resolve(apply.Function);
                Apply(applied, ResolveOperands(apply.Arguments), apply.Type, destination, apply.Span);
                return true;
            default:
                return false;
        }
    }

    private Call RemoteCall(BoundExpression expression, ReadOnlySpan<Expression> operands) => expression switch
    {
        BoundMemberCall call => new InvokeCall(
            operands[0], call.Member.Entity.Name, MethodName(call.Member), [.. operands[1..]], call.Type, call.Span),
        BoundCreate create => new CreateCall(create.Entity.Name, [.. operands], create.Type, create.Span),
        BoundExists exists => new ExistsCall(exists.Entity.Name, operands[0], exists.Type, exists.Span),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null),
    };

    private void EmitCall(Call call, string name, Destination destination)
    {
        switch (destination)
        {
            case DiscardDestination:
                _builder.Emit(new NormalCall(null, call, call.Span));
                break;
            case VariableDestination { Variable: var variable }:
                _builder.Emit(new NormalCall(variable, call, call.Span));
                break;
            default:
                var answer = _builder.Declare(name, call.Result);
                _builder.Emit(new NormalCall(answer, call, call.Span));
                Deliver(Read(answer, call.Span), destination, call.Span);
                break;
        }
    }
}
