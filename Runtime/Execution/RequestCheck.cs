using StateFlow.Execution.Calls;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>Makes sure that a request fits the program: compiled code trusts its types. What does not fit is left to <see cref="CallCheck"/>, which says why.</summary>
internal static class RequestCheck
{
    /// <summary>The operator and, of a call, the method that a request is for.</summary>
    /// <exception cref="ArgumentException">The program has no such entity or method, or an argument is not of its parameter's type.</exception>
    public static (CompiledOperator Operator, CompiledMethod? Method) Check(CompiledProgram program, EntityRequest request)
    {
        switch (request)
        {
            case InvokeRequest invoke:
                var method = program.FindMethod(invoke.Method);
                if (method is not { IsMember: true, IsPrivate: false, Operator: { } home } || !home.IsNamed(invoke.Target.Entity)
                    || !IsKey(home, invoke.Target.Key) || !AreArguments(program, method, invoke.Arguments)) throw Refusal(program, request);
                return (home, method);
            case CreateRequest create:
                var created = Operator(program, create);
                if (!AreArguments(program, created.Initializer, create.Arguments)) throw Refusal(program, request);
                if (!create.Arguments[created.Operator.KeyParameter].Equals(create.Target.Key))
                    throw new ArgumentException($"{create.Target} cannot be created with the key {create.Arguments[created.Operator.KeyParameter]}");
                return (created, null);
            default:
                return (Operator(program, request), null);
        }
    }

    private static CompiledOperator Operator(CompiledProgram program, EntityRequest request) =>
        program.FindOperator(request.Target.Entity) is { Operator.Initializer: not null } op && IsKey(op, request.Target.Key) ? op : throw Refusal(program, request);

    private static ArgumentException Refusal(CompiledProgram program, EntityRequest request)
    {
        program.Calls.Entity(request.Target);
        if (request is InvokeRequest invoke) program.Calls.Invoke(invoke.Target, invoke.Method, invoke.Arguments);
        if (request is CreateRequest create) program.Calls.Create(create.Target.Entity, create.Arguments);
        return new ArgumentException($"{request} does not fit the program");
    }

    private static bool AreArguments(CompiledProgram program, CompiledMethod method, Sequence<Value> arguments)
    {
        var parameters = method.Parameters;
        if (arguments.Count != parameters.Length) return false;
        var values = arguments.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsUsual(parameters[i], values[i]) && !program.ValueTypes.Has(parameters[i].Variable.Type, values[i])) return false;
        }

        return true;
    }

    /// <summary>The usual cases, without a search.</summary>
    private static bool IsUsual(CompiledParameter parameter, Value value) => parameter.Holding switch
    {
        Holding.Int => value is IntValue,
        Holding.String => value is StringValue,
        Holding.IntKey or Holding.StringKey => value is EntityReference reference && parameter.Operator!.IsNamed(reference.Entity) && IsKey(parameter.Operator, reference.Key),
        _ => false,
    };

    private static bool IsKey(CompiledOperator op, Value key) => op.KeyHolding == Holding.String ? key is StringValue : key is IntValue;
}
